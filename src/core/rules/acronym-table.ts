const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Abbreviations that need no explanation to a language model. */
export const knownAcronyms = words(
  'json html css xml yaml csv tsv sql api url uri pdf http https rest ajax ascii utf svg png jpg jpeg gif mp3 mp4 ' +
    'usa usd eur gbp uk eu un nasa fbi cia who nato ceo cto cfo coo cmo cio hr pr it ui ux ai ml nlp llm gpt rag ' +
    'cpu gpu ram rom ssd usb lan wan vpn dns tcp udp ip ssh tls ssl ftp smtp imap dom dns cdn aws gcp ide sdk cli gui ' +
    'faq asap diy aka fyi tbd eta rsvp etc roi kpi okr seo sem crm erp saas paas iaas b2b b2c gdpr hipaa iso ieee ' +
    'pos ner ocr tts stt asr iot ar vr xr qr atm pin gps dna rna hiv aids mri phd mba bsc msc gpa sat act gre gmat ' +
    'nda mvp poc qa ci cd tdd bdd ddd crud orm mvc mvvm oop spa ssr pwa jwt oauth sso mfa otp cors csrf xss npm ' +
    'bbc cnn nbc abc esl efl cefr toefl ielts tv dvd cd dj vip pc mac ios sms mms gmt utc est pst cst am pm bc ad ' +
    'swot pestel smart aida latex cot mcp cia wcag aria nft dao btc eth etf ipo gdp cpi vat irs llc nba nfl fifa ' +
    'sku rgb hex cmyk hsl dall lora vae gan cnn rnn lstm bert svm pca regex bash zsh wsl kfc bmw ibm hp amd nvidia ' +
    'lgbt lgbtq covid sars adhd ocd ptsd bmi cbt iq eq mbti aws toc pov dnd rpg npc mmo fps dps aoe id ids md txt doc docx xlsx pptx xls ppt jsx tsx php perl cobol ttl uuid guid ' +
    'prd mit bsd zip adb nsfw cta lgtm ema sma rto rpo lcp cls inp ttfb geo gpe org net abi arn ec2 s3 iam vpc eks ecs sqs sns k8s yml toml ini ' +
    'env tmp src url urls apis llms gpts faqs kpis pdfs csv utc dst ltr rtl wysiwyg lru fifo lifo bfs dfs dag ast jit gc cpu gpu tpu npu fpga ' +
    'dkim spf dmarc mx ssn dob vin ein isbn doi arxiv issn usp swot raci okrs mrr arr cac ltv nps csat sla slo sli roas cpc cpm ctr cpa ugc pov sfx vfx fx bpm dslr lut hdr bokeh fov led mlb nhl rsi dax lsp pii rpc ats dof swe sre gpl rfc pep osi tdd ddos sqli ssrf pdf bom bsd dslr pnl emi irr npv capm esg sec gaap ifrs aml kyc fda epa osha ada iep stem gmo ngo faqs mou',
);

/** Short words that prompts put in capitals for emphasis. */
export const shoutedWords = words(
  "not must only all any and but for nor never always do don dont don't end end new now one two the this that these those your you yes no " +
    'why how who what when where which will can cannot may note stop step task role rule rules goal input begin start ' +
    'first last next then than else if or if each every both same very more most less least must just also even ever ' +
    'full long short high low good bad best worst top key real true false null none user human tool tools code text ' +
    'file list data type name date time day year week fast slow hard easy free open close done skip keep use used ' +
    'uses make made take give get set put add ask say said tell show write read send find help need want know think ' +
    'are was were has have had its our their his her him she they them out off into onto from with about after ' +
    'before again once here there todo fixme warn error info debug trace fatal hint tip tips part intro outro plan ' +
    'act acts exact exactly zero three four five six ten tone style topic title body head foot left right up down ' +
    'in on at of to by as is it be an so we us my me he go see run try let ok okay got why html main core base case ' +
    'word words line lines page pages item items node edge root leaf loop while until limit max min sum avg count ' +
    'usage order group where select insert join union table view index drop alter grant desc asc bold red blue green ' +
    'black white gray pink gold dark light big small huge tiny image video audio photo final draft score scale level ' +
    'phase stage mode state status check verify avoid ensure never seven eight nine per via vs pro con pros cons fact ' +
    'facts quote quotes focus scope chat bot bots agent agents model prompt query answer reply output format system',
);
