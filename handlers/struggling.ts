/** Finds pupils whose scores are low and falling, and those who have recovered: by a line through their last days. */
import { date } from "da-compile/runtime";
import type { Handler } from "../generated/handlers/struggling.ts";
import { trendOf } from "./trend.ts";

/** So many days with scores are looked at; fewer than the least tell nothing. */
const [LEAST_DAYS, MOST_DAYS] = [3, 10];
/** Points a day. What falls less is chance. */
const FALLING = -3;

const struggling: Handler = async ({ userId, result: { score } }, da) => {
  if (score === null) return;
  da.update("score_days", { userId, day: date(da.at, "UTC") }, { points: score, scores: 1 });
  const [days, before] = await Promise.all([
    da.scan("score_days", { userId }, { limit: MOST_DAYS, order: "descending" }),
    da.get("score_trends", { userId }),
  ]);
  const trend = trendOf(days);
  const isLow = trend.days >= LEAST_DAYS && trend.mean < da.params.strugglingBelow;
  const isStruggling = isLow && trend.slope <= FALLING;
  da.update("score_trends", { userId }, { ...trend, struggling: isStruggling });
  const wasStruggling = before?.struggling ?? false;
  if (isStruggling && !wasStruggling) da.emit("pupil.struggling", { userId, ...trend });
  if (wasStruggling && !isStruggling) da.emit("pupil.recovered", { userId, ...trend });
};

export default struggling;
