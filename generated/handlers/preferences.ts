// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, finite, int, type Nothing, seconds } from "da-compile/runtime";
import type { UsageResourceTimespent } from "../events.ts";
import { millionths } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "preferences" | "preference_shares">, Nothing>;

/**
 * Rounds where each share ends, not how long it is: so nothing is left over, whatever is rounded.
 * (gooru/pupils.da:134)
 */
export function preferences(event: UsageResourceTimespent, da: Da): void {
  const { userId, contentType, result } = event;
  if (
    contentType !== "video" &&
    contentType !== "webpage" &&
    contentType !== "interactive" &&
    contentType !== "image" &&
    contentType !== "text" &&
    contentType !== "audio"
  ) {
    return;
  }
  const spent = seconds(result.timespent);
  const change = da.change(
    "preferences",
    { userId },
    {
      video: contentType === "video" ? spent : null,
      webpage: contentType === "webpage" ? spent : null,
      interactive: contentType === "interactive" ? spent : null,
      image: contentType === "image" ? spent : null,
      text: contentType === "text" ? spent : null,
      audio: contentType === "audio" ? spent : null,
    },
  );
  const video = change.after.video ?? 0;
  const webpage = finite(video + (change.after.webpage ?? 0));
  const interactive = finite(webpage + (change.after.interactive ?? 0));
  const image = finite(interactive + (change.after.image ?? 0));
  const text = finite(image + (change.after.text ?? 0));
  const whole = finite(text + (change.after.audio ?? 0));
  if (whole === 0) return;
  da.update(
    "preference_shares",
    { userId },
    {
      video: millionths(video, whole),
      webpage: int(millionths(webpage, whole) - millionths(video, whole)),
      interactive: int(millionths(interactive, whole) - millionths(webpage, whole)),
      image: int(millionths(image, whole) - millionths(interactive, whole)),
      text: int(millionths(text, whole) - millionths(image, whole)),
      audio: int(1_000_000 - millionths(text, whole)),
    },
  );
}
