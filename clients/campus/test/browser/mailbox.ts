import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";

/** Receives mail for whomever it is sent to, on a port of the loopback interface (RFC 5321, without extensions). */
export class Mailbox {
  readonly #messages: string[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((socket) => {
      let received = "";
      let message: string | undefined;
      socket.setEncoding("utf8").on("error", () => socket.destroy());
      socket.write("220 mailbox\r\n");
      socket.on("data", (chunk: string) => {
        received += chunk;
        for (let end = received.indexOf("\r\n"); end >= 0; end = received.indexOf("\r\n")) {
          const line = received.slice(0, end);
          received = received.slice(end + 2);
          if (message === undefined) {
            const command = line.slice(0, 4).toUpperCase();
            message = command === "DATA" ? "" : undefined;
            socket.write(command === "DATA" ? "354 go on\r\n" : command === "QUIT" ? "221 bye\r\n" : "250 mailbox\r\n");
          } else if (line === ".") {
            this.#messages.push(message);
            message = undefined;
            socket.write("250 taken\r\n");
          } else {
            message += `${line.startsWith(".") ? line.slice(1) : line}\r\n`;
          }
        }
      });
    });
  }

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    await new Promise<void>((resolve) => mailbox.#server.listen(0, "127.0.0.1", resolve));
    return mailbox;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Returns the first link of a message to this address, once there is one. */
  async link(to: string): Promise<string> {
    for (;;) {
      const message = this.#messages.find((each) => each.includes(to));
      const link = message && /https?:\/\/[^\s"<>]+/.exec(message.replace(/=\r\n/g, "").replace(/=3D/g, "="));
      if (link) {
        return link[0].replaceAll("&amp;", "&");
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  close(): void {
    this.#server.close();
  }
}
