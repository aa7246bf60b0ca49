"""A stand-in for an organisation's sign-on, in a process of its own.

usage: python -m tests.accounts.oidc_provider PORT

It signs in, without asking, whoever POST /person said last: {"sub", "email", "email_verified"} and
what the next token shall say or be signed with.
"""

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "cairn", "a secret between the two"


class Provider(ThreadingHTTPServer):
    def __init__(self, port):
        super().__init__(("127.0.0.1", port), Handler)
        self.issuer = f"http://127.0.0.1:{port}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.other_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person = {}
        self.codes = {}


class Handler(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *args):
        pass

    def say(self, said, status=200):
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        asked = urlsplit(self.path)
        if asked.path == "/.well-known/openid-configuration":
            at = self.server.issuer
            self.say(
                {
                    "issuer": at,
                    "authorization_endpoint": f"{at}/authorize",
                    "token_endpoint": f"{at}/token",
                    "jwks_uri": f"{at}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif asked.path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
            self.say({"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]})
        elif asked.path == "/authorize":
            self.authorize({name: value for name, [value] in parse_qs(asked.query).items()})
        else:
            self.say({}, 404)

    def authorize(self, asked):
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        answer = {"state": asked["state"]}
        if self.server.person.get("cancels"):
            answer["error"] = "access_denied"
        else:
            answer["code"] = secrets.token_hex()
            self.server.codes[answer["code"]] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(answer)}")
        self.end_headers()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/person":
            self.server.person = json.loads(body)
            self.say({})
        elif self.path == "/token":
            self.token({name: value for name, [value] in parse_qs(body).items()})

    def token(self, given):
        asked = self.server.codes.pop(given.get("code"), None)
        proof = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if (
            asked is None
            or given.get("client_secret") != SECRET
            or base64.urlsafe_b64encode(proof).rstrip(b"=").decode() != asked["code_challenge"]
        ):
            self.say({"error": "invalid_grant"}, 400)
            return
        person = dict(self.server.person)
        key = self.server.other_key if person.pop("signed_by_another", False) else self.server.key
        now = int(time.time())
        claims = {"iss": self.server.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **person}
        signed = jwt.encode(claims, key, algorithm="RS256", headers={"kid": "one"})
        self.say({"access_token": "x", "token_type": "Bearer", "id_token": signed})


if __name__ == "__main__":
    Provider(int(sys.argv[1])).serve_forever()
