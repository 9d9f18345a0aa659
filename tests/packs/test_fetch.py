"""The one door to the network, asked of a server of our own that does all that a bad one may."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.packs import fetch as door
from rfpkit.packs.fetch import assert_address, fetch
from rfpkit.workflows.packs.share.add import add_pack
from tests.packs.published import publish, tree

if shutil.which("openssl") is None:
    pytest.skip(
        "openssl, which makes the server's certificate, is not here", allow_module_level=True
    )

SECRET = "hunter2"  # noqa: S105 - nobody's


class Server(BaseHTTPRequestHandler):
    """Answers by the first folder of the path that is asked for."""

    root: Path
    asked: list[str]
    stop: threading.Event

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        kind, _, rest = self.path.removeprefix("/").partition("/")
        getattr(self, f"answer_{kind}")(rest)

    def answer_files(self, name: str) -> None:
        path = self.root / name.partition("?")[0]
        if path.is_file():
            self.send(path.read_bytes())
        else:
            self.send_error(404)

    def answer_moved(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def answer_circle(self, rest: str) -> None:
        self.answer_moved(f"/circle/{rest}x")

    def answer_endless(self, _: str) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.stop.is_set():
            self.wfile.write(b"x" * 65_536)

    def answer_dripping(self, _: str) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.stop.wait(0.05):
            self.wfile.write(b"x")

    def answer_silent(self, _: str) -> None:
        self.stop.wait(30)

    def answer_short(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"x")

    def answer_nonsense(self, _: str) -> None:
        self.wfile.write(b"\0" * 100 + b"\r\n\r\n")

    def send(self, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: who is asked too much of hangs up."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    given = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    more = ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "all.pem"]
    subprocess.run(["openssl", "req", *given, *more], check=True, capture_output=True, cwd=folder)
    return folder


@pytest.fixture
def server(certificate, tmp_path, monkeypatch) -> Iterator[str]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "all.pem"))
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "root"
    root.mkdir()
    Server.root, Server.asked, Server.stop = root, [], threading.Event()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "all.pem", certificate / "key.pem")
    running = Quiet(("localhost", 0), Server)
    running.socket = context.wrap_socket(running.socket, server_side=True)
    thread = threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"https://localhost:{running.server_address[1]}"
    Server.stop.set()
    running.shutdown()
    running.server_close()


def told(address, most=100_000):
    with pytest.raises(InputError) as caught:
        fetch(address, most)
    (one,) = caught.value.diagnostics
    return one.message


def test_a_pack_comes_from_the_address_that_a_person_names(server, tmp_path):
    packs = [("joint", "1.0.0", "requires: [words]\n"), ("words", "1.0.0", "")]
    publish(Server.root / "packs", packs, tmp_path / "work")
    project = tmp_path / "project"
    project.mkdir()
    added = add_pack("joint", f"{server}/files/packs/index.json?key={SECRET}", project)
    assert [path.name for path in added.folders] == ["joint-1.0.0", "words-1.0.0"]
    assert tree(added.folders[0]) == tree(tmp_path / "work" / "joint-1.0.0")
    assert [path for path in Server.asked if not path.endswith(SECRET)] == [
        "/files/packs/joint-1.0.0.rfppack",
        "/files/packs/words-1.0.0.rfppack",
    ]


def test_the_address_of_a_folder_is_that_of_its_index(server, tmp_path):
    publish(Server.root / "packs", [("words", "1.0.0", "")], tmp_path / "work")
    (tmp_path / "project").mkdir()
    for address in ("/files/packs", "/files/packs/"):
        add_pack("words", server + address, tmp_path / "project")
    assert Server.asked.count("/files/packs/index.json") == 2


def test_a_bundle_that_is_larger_than_the_index_says_is_left(server, tmp_path):
    folder = publish(Server.root / "packs", [("words", "1.0.0", "")], tmp_path / "work")
    bundle = folder / "words-1.0.0.rfppack"
    bundle.write_bytes(bundle.read_bytes() + b"x")
    (tmp_path / "project").mkdir()
    with pytest.raises(InputError, match="larger than the"):
        add_pack("words", f"{server}/files/packs/", tmp_path / "project")
    assert list((tmp_path / "project").iterdir()) == []


def test_a_file_that_has_moved_to_another_https_address_is_followed(server):
    (Server.root / "a.txt").write_bytes(b"here")
    assert fetch(f"{server}/moved/{server}/files/a.txt", 10) == b"here"
    assert fetch(f"{server}/moved//files/a.txt", 4) == b"here"


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("http://localhost/a.txt", "`http:` is not asked: only `https:` is"),
        ("file:///etc/passwd", "`file:` is not asked: only `https:` is"),
        ("ftp://localhost/a.txt", "`ftp:` is not asked: only `https:` is"),
        ("data:text/plain,x", "`data:` is not asked: only `https:` is"),
        (
            f"https://who:{SECRET}@localhost/",
            "an address with a user's name or password is not asked",
        ),
    ],
)
def test_nobody_is_followed_to_anything_else(server, target, message):
    assert told(f"{server}/moved/{target}") == message
    assert len(Server.asked) == 1


ANSWERS = {
    "none": ("files/none.txt", "the server answers 404"),
    "a circle": ("circle/", "the server answers 302"),
    "no end": ("endless/", "the file is larger than the 100,000 bytes that it may have"),
    "less than it says": ("short/", "the file ends before its end"),
    "no answer at all": ("nonsense/", "the server cannot be asked: BadStatusLine"),
}


@pytest.mark.parametrize(("path", "message"), ANSWERS.values(), ids=ANSWERS)
def test_a_server_that_answers_badly_is_told(server, path, message):
    assert told(f"{server}/{path}") == message


def test_a_server_that_drips_or_is_silent_is_left(server, monkeypatch):
    monkeypatch.setattr(door, "_PATIENCE", 1)
    assert told(f"{server}/dripping/").startswith("the file comes too slowly: ")
    assert told(f"{server}/silent/") == "the server says nothing for 1 seconds"


def test_a_server_that_nobody_vouches_for_is_not_believed(server, monkeypatch, tmp_path):
    (tmp_path / "none.pem").touch()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    assert "its certificate is not trusted" in told(f"{server}/files/a.txt")
    assert Server.asked == []


def test_the_password_of_a_proxy_is_never_told(monkeypatch):
    for proxy in (f"http://who:{SECRET}@localhost:1", f"nonsense://who:{SECRET}@[::1"):
        monkeypatch.setenv("https_proxy", proxy)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        with pytest.raises(InputError) as caught:
            fetch("https://packs.example/index.json", 10)
        assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "http://packs.example/",
        "HTTP://packs.example/",
        "file:///etc/passwd",
        "ftp://packs.example/",
        "data:text/plain,x",
        "https:///index.json",
        "https://[::1/",
        "https://packs.example:port/",
        "https://packs.example/a b",
        "https://packs.example/a\r\nHost: other",
        "https://pаcks.example/",
        f"https://who:{SECRET}@packs.example/",
        "https://who@packs.example/",
    ],
)
def test_an_address_that_may_not_be_asked_is_refused(address):
    with pytest.raises(InputError) as caught:
        assert_address(address)
    assert SECRET not in str(caught.value)


def test_what_may_be_secret_in_an_address_is_not_told():
    with pytest.raises(InputError) as caught:
        fetch(f"https://localhost:1/index.json?key={SECRET}", 10)
    assert str(caught.value).startswith(
        "https://localhost:1/index.json: the server cannot be asked"
    )
