"""A passkey in software, for tests: makes credentials and signs with them like a phone would."""

import hashlib
import json
import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(content):
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def content(said):
    return urlsafe_b64decode(said + "=" * (-len(said) % 4))


class SoftKey:
    def __init__(self, *, origin="https://testserver", verifies=True):
        self.origin = origin
        self.flags = PRESENT | (VERIFIED if verifies else 0)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.handle = None

    def make(self, options):
        """What navigator.credentials.create() answers."""
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(public)
        data = self._data(asked["rp"]["id"], self.flags | ATTESTED) + attested
        return self._credential(
            {
                "clientDataJSON": text(self._client("webauthn.create", asked["challenge"])),
                "attestationObject": text(
                    cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
                ),
                "transports": [],
            },
            {"credProps": {"rk": True}},
        )

    def use(self, options):
        """What navigator.credentials.get() answers."""
        asked = options["publicKey"]
        client = self._client("webauthn.get", asked["challenge"])
        data = self._data(asked["rpId"], self.flags)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._credential(
            {
                "clientDataJSON": text(client),
                "authenticatorData": text(data),
                "signature": text(signed),
                "userHandle": self.handle,
            },
            {},
        )

    def _data(self, rp, flags):
        return hashlib.sha256(rp.encode()).digest() + bytes([flags]) + struct.pack(">I", 0)

    def _client(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _credential(self, response, results):
        return json.dumps(
            {
                "id": text(self.id),
                "rawId": text(self.id),
                "type": "public-key",
                "authenticatorAttachment": "platform",
                "clientExtensionResults": results,
                "response": response,
            }
        )
