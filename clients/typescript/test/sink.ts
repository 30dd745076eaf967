import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Message {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly credentialId?: string; readonly challenge?: string; readonly status?: string };
}

/** An employer's endpoint on this machine, which says that it is wanted and keeps what it is sent. */
export class Sink {
  readonly received: Message[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Sink> {
    const sink: Sink = new Sink(
      createServer((request, response) => {
        void (async () => {
          const pieces: Buffer[] = [];
          for await (const piece of request) {
            pieces.push(piece as Buffer);
          }
          const message = JSON.parse(Buffer.concat(pieces).toString("utf8")) as Message;
          if (message.type === "endpoint.verification") {
            response.end(message.data.challenge);
          } else {
            sink.received.push({ ...message, id: String(request.headers["webhook-id"]) });
            response.writeHead(204).end();
          }
        })();
      }),
    );
    await new Promise<void>((resolve) => sink.#server.listen(0, "127.0.0.1", resolve));
    return sink;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/testamur-client-sink`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
