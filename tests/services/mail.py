"""A mail server on this machine: it speaks SMTP, keeps what it takes, and fails as it is told to."""

from email import message_from_bytes
from email.policy import default
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread


class MailServer(ThreadingTCPServer):
    """`taken` holds the mails, in order. It refuses the addresses in `refused`, hangs up after the words of a mail to
    those in `dropped`, and answers nobody in `kept_waiting` once it has their mail: `waits` says that somebody waits.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken, self.refused, self.dropped, self.kept_waiting = [], set(), set(), set()
        self.waits, self.ends = Event(), Event()
        self.thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def port(self):
        return self.server_address[1]

    def to(self, address):
        """The mails to an address."""
        return [mail for mail in self.taken if mail["To"] == address]

    def start(self):
        self.thread.start()

    def stop(self):
        self.ends.set()
        self.shutdown()
        self.thread.join()
        self.server_close()

    def handle_error(self, request, client_address):
        """Who is killed in the middle of a word says good-bye to nobody."""


class Conversation(StreamRequestHandler):
    """One client from its greeting to its good-bye."""

    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "RCPT":
                self.recipient = line.partition("<")[2].partition(">")[0]
                refused = self.recipient in self.server.refused
                self.say("550 nobody of that name" if refused else "250 fine")
            elif verb != "DATA":
                self.say("250 fine")
            elif not self.take():
                return

    def take(self):
        """Whether the conversation goes on after a mail."""
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.taken.append(message_from_bytes(b"".join(lines), policy=default))
        if self.recipient in self.server.dropped:
            return False
        if self.recipient in self.server.kept_waiting:
            self.server.waits.set()
            self.server.ends.wait(60)
            return False
        self.say("250 taken")
        return True

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())
