"""Suggestions of better words: found where they should be, and quiet everywhere else."""

import tomllib
from importlib import resources

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cairn.foundation.language import guide, suggestions
from cairn.foundation.quotations import quotations
from tests.depth import examples

# For each row of the guide: texts in which exactly the marked words are found.
FOUND = {
    1: ["She is [putting herself at risk].", "He [puts himself in risky situations]."],
    2: ["There was [sexual activity with] two adults.", "She had [sex with an older man]."],
    3: ["We think she is [sexually active]."],
    4: ["He was [contacting adults online].", "She is [messaging older men on Snapchat]."],
    5: ["He is [offering sex for] vapes.", "It is [sex for cigarettes]."],
    6: ["The child is [involved in CSE].", "He may be [involved with county lines]."],
    7: ["He is a [money mule]."],
    8: ["He was found [plugging] again.", "She [plugged drugs]."],
    9: ["He is a modern [slave]."],
    10: ["A [child prostitute].", "She is [prostituting herself]."],
    11: ["Police found [child pornography]."],
    12: ["He is a [drug runner].", "A [teenage dealer].", "He [became a drug dealer]."],
    13: [
        "Her [older boyfriend] waits outside.",
        "Her [24-year-old boyfriend] waits.",
        "Her [boyfriend, aged 24], waits.",
        "Her [boyfriend is in his thirties].",
    ],
    14: ["She is [Promiscuous]."],
    15: ["It is a [lifestyle choice]."],
    16: ["She [chose to go with] them.", "He [consented to sex]."],
    17: ["He is [street-wise] and [streetwise]."],
    18: ["She is [mature for her age]."],
    19: ["This is [attention-seeking]."],
    20: ["She [refuses to engage].", "He [won’t engage].", "She is [hard to reach]."],
    21: ["He is [not complying] with the plan.", "She is [non-compliant]."],
    22: ["His [challenging behaviour] grew."],
    23: ["She [absconded].", "He keeps [absconding].", "She [absconds] at night."],
    24: ["She is a [runaway].", "He [ran away].", "She [runs away].", "He is [running away]."],
    25: ["She [frequently goes missing].", "A [frequent misper]."],
    26: ["The [placement broke down].", "He [sabotaged the placement]."],
    27: ["She [recruits other girls]."],
    28: ["He [is a gang member].", "He is [gang-affiliated]."],
    29: ["She is [well known to police]."],
    30: ["He [won't disclose].", "She [refused to disclose]."],
    31: ["She [denied being a victim]."],
    32: ["He [is lying].", "She [lied about] it.", "An [unreliable witness]."],
    33: ["She is [manipulative]."],
    34: ["The [child became very aggressive]."],
    35: ["They were [sexting]."],
    36: ["She [dressed provocatively]."],
    37: ["He is [hanging around with] two men."],
    38: ["He has a [drug habit].", "He must pay [his drug debt]."],
    39: ["She [is a risk to others].", "He [poses a high risk to other children]."],
    40: ["He is a [prolific young offender]."],
    41: ["She was [spending time with older men]."],
    42: ["He makes [bad choices]."],
    43: ["Her [parents are disengaged].", "They are [disengaged parents]."],
    44: ["We [closed the case].", "This is an [open case].", "They have [supervised contact]."],
    45: ["He is [LAC]."],
}

QUIET = [
    "Please use the contact form. Contact the Hub, or keep in contact with us.",
    "The suitcase, a phone case, just in case; in this case, that is the case, the case law.",
    "The safeguarding case review and the case conference are on Monday.",
    "Modern slavery, the slave trade and slave labour.",
    "Her boyfriend is in her class. Her boyfriend, who is 15, came too.",
    "The driver ran away when police came. He absconded from prison.",
    "The adult male is known to police. The suspect was aggressive.",
    "The men recruit other children. Adults recruited other girls.",
    "The child was lying on the floor. The phone is lying under the seat. It lies to the north.",
    "He is plugging in a phone, plugging gaps and plugging away.",
    "Professionals involved in CCE work met. The team involved in county lines work.",
    "Mum consented to the referral and to sharing information.",
    "We will not disclose your name. You chose to share this.",
    "An offence of sexual activity with a child.",
    "The lac was spilled on the slac line.",
    "Seeking medical attention; the choices they made; at risk of harm; a young person.",
    "It is an aggressive dog. The information is unreliable. The wifi was unreliable.",
    "A social worker met the child at the contact centre: supervised contact centre.",
    "Anti-runaway and ex-runaway are other words; so are runawayz and xrunaway.",
    "The offer was food for the family. She went missing on Friday and was found.",
]

QUOTED = [
    "She said “I ran away and I was lying to you”.",
    'She said "I ran away".',
    "She said 'I ran away from Mum's and I don't care, he's a drug runner' and left.",
    "She said ‘I ran away, don’t tell’.",
    "She said 'the girls' things say I ran away' and cried.",
    'Mum: "he said "I ran away" to me, is he a runaway" she asked.',
    "He said: “I ran away and never came back. The end of the paragraph comes first.",
    "“I ran away.\n\n“I am a runaway.”",
    "„I ran away“ and «runaway».",
    '("runaway")',
    'He is 5\'10" tall. She said "I ran away".',
]


def marked(text):
    """The text without its square brackets, and the spans that they held."""
    plain, spans = "", []
    for piece in text.split("["):
        inside, closed, after = piece.partition("]")
        if closed:
            spans.append((len(plain), len(plain) + len(inside)))
        plain += inside + after
    return plain, spans


def test_guide_holds_all_45_rows_with_source():
    assert [row.number for row in guide()] == list(range(1, 46))
    sources = tomllib.loads(
        resources.files("cairn.foundation").joinpath("data/language.toml").read_text("utf-8")
    )["sources"]
    for row in guide():
        assert row.avoid
        assert row.say
        assert row.why.endswith(".")
        assert set(row.source.split(", ")) <= set(sources)


@pytest.mark.parametrize("number", range(1, 46))
def test_suggestions_finds_each_row(number):
    row = guide()[number - 1]
    for text in FOUND[number]:
        plain, spans = marked(text)
        found = suggestions(plain)
        assert [(s.start, s.end) for s in found] == spans, (text, found)
        assert all((s.say, s.why) == (row.say, row.why) for s in found), (text, found)
        assert all(plain[s.start : s.end] == s.found for s in found)


@pytest.mark.parametrize("number", set(range(1, 46)) - {45})
def test_suggestions_ignores_capitals(number):
    plain, spans = marked(FOUND[number][0].upper())
    assert [(s.start, s.end) for s in suggestions(plain)] == spans


@pytest.mark.parametrize("text", QUIET)
def test_suggestions_is_quiet_where_the_word_means_something_else(text):
    assert suggestions(text) == []


@pytest.mark.parametrize("text", QUOTED)
def test_suggestions_never_touches_a_quotation(text):
    assert suggestions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "She said “no” and [ran away].",
        'She said "no" and [ran away].',
        "She said 'no' and [ran away].",
        'She said " no " and [ran away].',
        "It's Mum's view that she's a [runaway], isn't it.",
        "The girls' phones and the boys' bags: a [runaway].",
        "He is 5'10\" tall and a [runaway].",
        "Back in the '90s a [runaway], or rock 'n' roll.",
        "“No end.\n\nShe [ran away].",
    ],
)
def test_suggestions_still_reads_what_is_outside_quotations(text):
    plain, spans = marked(text)
    assert [(s.start, s.end) for s in suggestions(plain)] == spans


def test_the_products_own_advice_uses_none_of_the_words():
    for row in guide():
        assert suggestions(row.say) == [], row
        assert suggestions(row.why) == [], row


PIECES = st.sampled_from(
    [marked(text)[0] for texts in FOUND.values() for text in texts]
    + [*"\"'“”‘’«»„-\n ", "\n\n", "s' ", " 'til ", "is ", "a ", "LAC", "İ", "ß", "ran", "away"]
)


@given(text=st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
@example(text="İran away")
@settings(max_examples=examples(200, 20_000))
def test_suggestions_are_in_the_text_in_order_and_apart(text):
    end = 0
    quoted = quotations(text)
    for found in suggestions(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.found
        assert all(stop <= found.start or found.end <= begin for begin, stop in quoted)
        end = found.end
    last = 0
    for begin, stop in quoted:
        assert last <= begin < stop <= len(text)
        last = stop


@pytest.mark.parametrize(
    "piece", ['"', "'", "“", "s' a don't ", "is ", "was is a known ", "a", " ", "-", "ran away ",
              "“ran away ”", "boyfriend who is about ", "\n ", "not ", "has been "],
)  # fmt: skip
def test_suggestions_come_to_an_end_in_a_very_long_text(piece):
    """A pattern that tries everything again and again would keep this test running for hours."""
    text = piece * (100_000 // len(piece))
    assert all(found.end <= len(text) for found in suggestions(text))
