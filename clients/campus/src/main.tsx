import { render } from "preact";
import { App } from "./app/app.js";
import { Problem } from "./app/problem.js";
import { followLinks } from "./app/router.js";
import { client, resume } from "./app/session.js";
import { preferred, speak } from "./app/texts.js";
import { who } from "./app/who.js";

const place = document.getElementById("campus")!;
try {
  await speak(preferred());
  const session = await resume();
  followLinks();
  const person = session === undefined ? undefined : who((await client(session).get("/me")).data);
  render(<App session={session} person={person} />, place);
} catch (problem) {
  render(
    <main class="wrap head">
      <Problem of={problem} again={() => location.reload()} />
    </main>,
    place,
  );
}
