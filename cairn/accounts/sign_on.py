"""The organisation's sign-on provider, believed only when its signature holds."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.base import Provider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings


class SignedTokens(OpenIDConnectOAuth2Adapter):
    """Checks the token's signature on every way it can come, not only where TLS does not."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )


def provider(request: Any) -> Provider | None:
    """The provider that is configured, if one is."""
    if not settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        return None
    return get_adapter().get_provider(request, "openid_connect")
