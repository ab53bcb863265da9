"""What the questionnaire's page says to a customer."""

from shared.vocabulary.follow_up import Solved
from shared.vocabulary.text import Say, say
from shared.web.visitors import Calm

TEXTS: dict[str, Say] = {
    "title": say("How did we do?", "请您评价"),
    "lead": say(
        "Your complaint has been handled. Please tell us in a minute how it went: your answer decides whether we close "
        "it or go on.",
        "您的投诉已处理完毕。请用一分钟告诉我们处理得如何：您的回答将决定结案还是继续处理。",
    ),
    "number": say("Case number", "投诉编号"),
    "subject": say("Subject", "投诉事项"),
    "reception": say("How were you received?", "受理接待如何？"),
    "handling": say("How was it handled?", "处理过程如何？"),
    "result": say("How do you find the result?", "处理结果如何？"),
    "solved": say("Is it solved?", "问题是否解决？"),
    "overall": say("And all in all?", "总体评价"),
    "optional": say("if you like", "选填"),
    "unstated": say("no answer", "不填"),
    "words": say("In your own words (if you like)", "您的意见（选填）"),
    "send": say("Send my answer", "提交评价"),
    "decline_head": say("You would rather not answer?", "不想评价？"),
    "decline_lead": say(
        "Then we ask no more. The case is closed after a quiet week, unless you tell us that something is still wrong.",
        "我们将不再询问。如您未再反映问题，观察一周后将予结案。",
    ),
    "decline": say("I want no follow-up", "我不需要回访"),
    "missing": say("Please choose one answer here.", "请在此选择一项。"),
    "missing_head": say("Something is still missing", "还有未填写的内容"),
    "too_long": say("Please write at most 2,000 characters here.", "此处最多可填写2000字。"),
    "close_title": say("One more question", "再问一个问题"),
    "close_lead": say("You found the result neither good nor bad.", "您对结果的评价为一般。"),
    "close_question": say("May we close your case?", "可以结案吗？"),
    "close_yes": say("Yes, close it", "可以结案"),
    "close_no": say("No, please go on", "不可以，请继续处理"),
}

SOLVED: dict[Solved, Say] = {
    Solved.SOLVED: say("yes", "已解决"),
    Solved.PARTLY: say("partly", "部分解决"),
    Solved.NOT: say("no", "未解决"),
}
"""The answers to *is it solved?* as a customer gives them."""

THANKS = Calm(
    200, say("Thank you", "感谢您的评价"),
    say("Your answer has reached us. You need not do anything else.", "您的评价已收到，无需其他操作。"),
)  # fmt: skip
GOES_ON = Calm(
    200, say("Thank you: we go on", "感谢您的评价，我们将继续处理"),
    say("Your answer has reached us, and your case is handled further. We will contact you.",
        "您的评价已收到，我们将继续处理您的投诉并与您联系。"),
)  # fmt: skip
DECLINED = Calm(
    200, say("We ask no more", "我们不再询问"),
    say("Your wish has reached us. If something is still wrong, please contact us at any time.",
        "您的意愿已收到。如仍有问题，请随时与我们联系。"),
)  # fmt: skip
USED = Calm(
    410, say("Your answer is with us already", "您的评价已收到"),
    say("This page has been answered, and each link takes one answer. If something is still wrong, please contact us.",
        "本页已提交，每个链接只能填写一次。如仍有问题，请与我们联系。"),
)  # fmt: skip
EXPIRED = Calm(
    410, say("This link is over", "链接已过期"),
    say("It was good for some days only. If you want to tell us something, please contact us.",
        "该链接仅在数日内有效。如有意见，请与我们联系。"),
)  # fmt: skip
SETTLED = Calm(
    410, say("No answer is needed any more", "无需再填写"),
    say("This question is settled already, or a newer link was sent to you. If something is wrong, please contact us.",
        "该事项已有结果，或已向您发送新的链接。如有问题，请与我们联系。"),
)  # fmt: skip
UNKNOWN = Calm(
    404, say("This link does not work", "链接无效"),
    say("Please open the link exactly as it was sent to you, or contact us.", "请按收到的完整链接打开，或与我们联系。"),
)  # fmt: skip
