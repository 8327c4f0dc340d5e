// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type {
  AssessmentDeleted,
  AssessmentPublished,
  AssessmentUpdated,
  CollectionDeleted,
  CollectionPublished,
  CollectionUpdated,
  ResourceDeleted,
  ResourcePublished,
  ResourceUpdated,
} from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<
  Nothing,
  Pick<Stores, "contents">,
  Nothing,
  | "resource.published"
  | "resource.updated"
  | "resource.deleted"
  | "collection.published"
  | "collection.updated"
  | "collection.deleted"
  | "assessment.published"
  | "assessment.updated"
  | "assessment.deleted"
>;

/**
 * A dep on resource.published, resource.updated, resource.deleted, collection.published, collection.updated, collection.deleted, assessment.published, assessment.updated, assessment.deleted.
 * (gooru/core.da:64)
 */
export function contents(
  event:
    | ResourcePublished
    | ResourceUpdated
    | ResourceDeleted
    | CollectionPublished
    | CollectionUpdated
    | CollectionDeleted
    | AssessmentPublished
    | AssessmentUpdated
    | AssessmentDeleted,
  da: Da,
): void {
  const { entityId } = event;
  const title = "title" in event ? event.title : null;
  const subject = "subject" in event ? event.subject : null;
  const curatorId = "curatorId" in event ? event.curatorId : null;
  const providerId = "providerId" in event ? event.providerId : null;
  const originalId = "originalId" in event ? event.originalId : null;
  const competencies = "competencies" in event ? event.competencies : null;
  const signature = "signature" in event ? event.signature : null;
  da.update(
    "contents",
    { contentId: entityId },
    { title, subject, curatorId, providerId, originalId, competencies, signature, live: !da.name.endsWith(".deleted") },
  );
}
