import { useEffect, useState } from "preact/hooks";
import { useApi } from "../app/context.js";

/** The address of a draft's image: it needs a token, so the page fetches it and shows what came. */
export function useDraftImage(id: string | undefined, version?: string): string | undefined {
  const testamur = useApi();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (id === undefined) {
      return undefined;
    }
    let made: string | undefined;
    const stop = new AbortController();
    testamur
      .get("/catalog/staff/micro-credentials/{id}/draft/image", { path: { id }, accept: "image/svg+xml, image/png" as never, signal: stop.signal })
      .then(({ data }) => {
        made = URL.createObjectURL(data as unknown as Blob);
        setUrl(made);
      })
      .catch(() => undefined); // the sign in its place stays
    return () => {
      stop.abort();
      if (made !== undefined) {
        URL.revokeObjectURL(made);
      }
    };
  }, [id, version]);
  return url;
}
