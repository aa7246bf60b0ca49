"""The carer's response plan is written with them on a phone, and is at hand on the night it is needed."""

from pypdf import PdfReader

from tests.journeys.test_plan import people, sheets

WRITTEN = {
    "Who does what if the child": "1. Nan rings Robin, 07700 900321.\n2. Mr Hall looks at the skate park,"
    " 07700 900322.\n3. Nan rings 101 and reads this sheet out.",
    "When is 999 rung at once": "After dark, in a car with somebody older, or without the inhaler.",
    "When is 101 rung": "After one hour by day.",
    "Where may they go": "The skate park by the weir. The bus station. Bo’s flat.",
    "Which friends and other people": "Bo, 07700 900323. An older one called Shaz: nobody knows where.",
    "What money have they": "A bus pass and about £10. Buses, and a silver bike.",
    "What is their telephone": "07700 900324. robin.m on a photo app. Nan sees where the telephone is.",
    "What do they look like": "Tall for 14, short brown hair, a scar on the left hand. A red coat.",
    "Who holds a recent photo": "Nan, from September",
    "Which health needs": "Asthma. Without the inhaler ill within a day.",
    "What does the child want us": "Ring me before you ring everybody. Do not come in a marked car.",
    "What calms them": "Music, and being asked nothing for ten minutes. They trust Mr Hall.",
    "What frightens them": "Shouting, and being held by the arm.",
    "What happens when the child is back": "Nan makes toast. Priya visits the next day.",
    "Which carer or home": "Nan, 07700 900321",
}


def test_response_plan_is_written_printed_and_at_hand(site, visit):
    priya, _cory, child = people()
    server = site(at="2026-11-21T16:00")
    phone = visit(server, as_user=priya, phone=True)
    phone.go(f"/children/{child.reference}").follow("Missing").reads(
        "There is no response plan yet"
    )
    phone.picture("response-none-phone").follow("Write one with the carer")
    phone.picture("response-write-phone")
    for label, words in WRITTEN.items():
        phone.type(label, words)
    phone.press("Save the plan").reads("The plan is saved").picture("response-plan-phone")
    phone.follow("One sheet to print").reads("Kept by").picture("response-sheet-phone")
    phone.go(f"/missing/child/{child.reference}/report").reads("Nan rings Robin")
    phone.picture("response-report-phone")
    phone.choose("Missing", of="where the child is").press("Report").reads("Still missing")
    phone.reads("Nan rings Robin").picture("response-episode-phone")

    desk = visit(server, as_user=priya)
    desk.go(f"/plans/child/{child.reference}/response").picture("response-plan")
    desk.go(f"/plans/child/{child.reference}/response/write").picture("response-write")
    desk.go("/missing/").follow(child.name).picture("response-episode")
    desk.follow("One sheet to print").picture("response-sheet")
    [sheet] = sheets(desk)
    assert "07700 900323" in sheet
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("link", name="Take it away as a PDF").click()
    assert waiting.value.suggested_filename == "response-plan.pdf"
    assert len(PdfReader(waiting.value.path()).pages) == 1
