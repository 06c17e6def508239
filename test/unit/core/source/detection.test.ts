import assert from 'node:assert/strict';
import { promptsIn } from './support.ts';

/** Code with one prompt in it, by what gives it away. */
const prompts: Readonly<Record<string, readonly [string, string]>> = {
  'a name and a role': ['a.py', 'SYSTEM_PROMPT = "You are a helpful assistant that answers briefly."\n'],
  'the system property of a call': [
    'a.ts',
    "await generateText({ model, system: 'You are a poet.', prompt: topic });\n",
  ],
  'the role of a message': [
    'a.ts',
    "const m = [{ role: 'system', content: 'Answer in French, in one sentence.' }];\n",
  ],
  'a tuple of a role and a text': [
    'a.py',
    't = ChatPromptTemplate.from_messages([("system", "Translate the text to {language}, keep names.")])\n',
  ],
  'instructions of an agent': [
    'a.py',
    'Agent(role="r", goal="g", backstory="You have spent twenty years as an editor of science magazines.")\n',
  ],
  'the docstring of a signature': [
    'a.py',
    'class Judge(dspy.Signature):\n    """Rate the answer to the question on a scale from 1 to 5."""\n    answer: str = dspy.InputField()\n',
  ],
  'its text alone': [
    'util.py',
    'x = """You are an expert reviewer. Your task is to read the code below and list every bug.\n\nReturn JSON."""\n',
  ],
  'an annotation': [
    'A.java',
    'interface A { @SystemMessage("You are a polite assistant of a bank.") String chat(String m); }\n',
  ],
  'a struct of a client': [
    'a.go',
    'package a\nvar m = M{Role: openai.ChatMessageRoleSystem, Content: "You are a terse bot that answers in one word."}\n',
  ],
  'a C# constant': [
    'A.cs',
    'class A { const string SystemPrompt = "You are a sales assistant. Answer in one sentence."; }\n',
  ],
};

/** Code that looks like a prompt here and there, and holds none. */
const others: Readonly<Record<string, readonly [string, string]>> = {
  'an input box': [
    'a.ts',
    "await window.showInputBox({ prompt: 'Enter the name of the branch to create from', placeHolder: 'Branch' });\n",
  ],
  'a question on the terminal': [
    'a.py',
    'name = click.prompt("Please enter the name of your new project")\n',
  ],
  'a template of a component': [
    'a.ts',
    "@Component({ selector: 'x', template: '<div class=\"a\">{{ name }} is here</div>' })\nclass A {}\n",
  ],
  'install instructions': [
    'a.py',
    'install_instructions = "Deno is required. Install it with: curl -fsSL https://deno.land/install.sh"\nraise RuntimeError(install_instructions)\n',
  ],
  'a turn of the assistant': [
    'a.ts',
    "const r = [{ role: 'assistant', content: 'Sure! Here is the list that you asked for, in three parts.' }];\n",
  ],
  SQL: [
    'a.py',
    'query = """SELECT id, name FROM users WHERE active = {active} ORDER BY name LIMIT {limit}"""\n',
  ],
  'an error': [
    'a.ts',
    'throw new Error(`You must provide a prompt before you can call ${name} with a model.`);\n',
  ],
  'a log line': [
    'a.py',
    'logger.info("You are using the default prompt template, consider to set your own one.")\n',
  ],
  'a docstring': [
    'a.py',
    'def f():\n    """You are expected to call this with a prompt and a list of messages."""\n',
  ],
  'a licence': [
    'a.py',
    'T = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software."\n',
  ],
  'a regular expression': [
    'a.ts',
    'const pattern = "^(?:[A-Z][a-z]+ ){2,4}[0-9]{1,3} is the answer to the question$";\n',
  ],
  'help of an option': [
    'a.py',
    'parser.add_argument("--prompt", help="The prompt that is sent to the model, given as text")\n',
  ],
  'a title of a test': [
    'a.test.ts',
    "it('sends the system prompt to the model before the messages of the user', () => {});\n",
  ],
  'a description of a field': [
    'a.py',
    'x: str = Field(description="The answer to the question of the user, in one sentence")\n',
  ],
  'source code': ['a.py', 'CODE = """def answer(question):\n    return "You are " + question\n"""\n'],
  'text of a page': [
    'a.tsx',
    'const a = <p>Write your prompt here, then press the button to see the answer.</p>;\n',
  ],
};

describe('telling prompts from other texts', () => {
  for (const [name, [path, source]] of Object.entries(prompts)) {
    it(`finds a prompt by ${name}`, async () => {
      assert.equal((await promptsIn(path, source)).length, 1);
    });
  }

  for (const [name, [path, source]] of Object.entries(others)) {
    it(`leaves alone ${name}`, async () => {
      assert.deepEqual(
        (await promptsIn(path, source)).map(({ text, reasons }) => [text, reasons]),
        [],
      );
    });
  }
});
