"""Addresses of contacts, pathways and the tracker."""

from django.urls import path

from cairn.pathways.views import agenda, contacts, divergences, pathway, tracker

app_name = "pathways"
urlpatterns = [
    path("", tracker.tracker, name="tracker"),
    path("spreadsheet", tracker.spreadsheet, name="spreadsheet"),
    path("views/save", tracker.save_view, name="save_view"),
    path("views/<slug:reference>/delete", tracker.delete_view, name="delete_view"),
    path("contacts", contacts.contacts, name="contacts"),
    path("contacts/spreadsheet", contacts.contacts_spreadsheet, name="contacts_spreadsheet"),
    path("contacts/<slug:reference>", contacts.contact, name="contact"),
    path("child/<slug:reference>", pathway.child_pathways, name="child"),
    path("child/<slug:reference>/contact", contacts.add_contact, name="add_contact"),
    path(
        "child/<slug:reference>/level",
        pathway.of_child,
        {"page": "pathways:level"},
        name="level_of_child",
    ),
    path(
        "child/<slug:reference>/review",
        pathway.of_child,
        {"page": "pathways:review"},
        name="review_of_child",
    ),
    path("agenda-due/<slug:reference>", agenda.agenda_due, name="agenda_due"),
    path("levels-and-prompts", divergences.divergences, name="divergences"),
    path(
        "levels-and-prompts/spreadsheet",
        divergences.divergences_spreadsheet,
        name="divergences_spreadsheet",
    ),
    path("<slug:reference>", pathway.pathway, name="pathway"),
    path("<slug:reference>/level", pathway.level, name="level"),
    path("<slug:reference>/review", pathway.review, name="review"),
    path("<slug:reference>/worker", pathway.worker, name="worker"),
    path("<slug:reference>/ask-a-council", pathway.offer, name="offer"),
    path("<slug:reference>/answer", pathway.answer, name="answer"),
    path("<slug:reference>/take-back", pathway.withdraw, name="withdraw"),
    path("<slug:reference>/end", pathway.close, name="close"),
    path("<slug:reference>/reopen", pathway.reopen, name="reopen"),
]
