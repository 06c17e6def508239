"""A support agent as people write them: the prompt is a string in the code."""

from dataclasses import dataclass

SUPPORT_PROMPT = """You are a very helpful, friendly and knowledgeable AI assistant. You are a support agent for {company}.

Please make sure that you always read the customer's message carefully in order to understand what they need. Due to the fact that customers are busy, please keep your answers short. Make sure to keep your answers short and do not write more than 120 words.

Rules:
- Never promise a refund. Refunds are decided by the billing team.
- If the customer is angry, it is important that you apologize once and then move on to the solution.
- In the event that you do not know the answer, say so and offer to hand over to a human.
- Never promise a refund. Refunds are decided by the billing team.

Answer in JSON with exactly these keys:
{{"reply": "the text for the customer", "handover": true or false, "topic": "billing" | "shipping" | "other"}}

Customer message:
{message}
"""


@dataclass
class Ticket:
    company: str
    message: str


def build_prompt(ticket: Ticket) -> str:
    return SUPPORT_PROMPT.format(company=ticket.company, message=ticket.message)


def answer(client, ticket: Ticket) -> str:
    response = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {
                "role": "system",
                "content": "You are a careful reviewer. Please check in order to make sure that the reply below "
                "contains no promise of a refund. Answer with OK or REJECT only.",
            },
            {"role": "user", "content": build_prompt(ticket)},
        ],
    )
    return response.choices[0].message.content
