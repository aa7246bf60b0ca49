"""The addresses of a service that runs as the demo."""

from django.urls import include, path

from cairn.accounts.urls import OWN, SIGNING_IN, demo_addresses
from cairn.config import urls

handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500
urlpatterns = [
    path("", include(([*OWN, *demo_addresses(True)], "accounts"))),
    *SIGNING_IN,
    *[one for one in urls.urlpatterns if "accounts" not in str(one)],
]
