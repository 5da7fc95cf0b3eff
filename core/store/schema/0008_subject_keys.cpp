#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// Who can be forgotten has a key of their own, in the key ring; here stand only the keys' numbers. A template is stored
// rotated and under the key of the consent it stands on; a picture of it under that of the consent to a picture as
// well; evidence under the key of the person or vehicle it shows, or of its day. What a store of before holds in
// clear is sealed when it is first opened with a ring (core/security/RingUpkeep).
//
// A template of several samples of one moment: `sample_id` is the first row's number, a further row of the sample
// stands on another consent (attendance beside access) and is withdrawn with that one alone.
//
// `guardian_until` is the start of the year after the one in which a child turns 14, and NULL for everybody else: the
// date of birth itself is sealed.
//
// An event may be forgotten but never changed: its plate and what else names somebody go, the rest stays as it was.
const Migration SubjectKeys { 8, "subject_keys", R"sql(
CREATE TABLE shredded_keys (
    key_id BLOB    PRIMARY KEY CHECK (length(key_id) = 16),
    at     INTEGER NOT NULL,
    reason TEXT    NOT NULL CHECK (length(reason) > 0)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER shredded_keys_are_never_changed BEFORE UPDATE ON shredded_keys
BEGIN SELECT RAISE (ABORT, 'a destroyed key stays destroyed'); END;
CREATE TRIGGER shredded_keys_are_never_deleted BEFORE DELETE ON shredded_keys
BEGIN SELECT RAISE (ABORT, 'a destroyed key stays destroyed'); END;

ALTER TABLE persons ADD COLUMN key_id BLOB CHECK (key_id IS NULL OR length(key_id) = 16);
ALTER TABLE persons ADD COLUMN sealed_id_number BLOB;
ALTER TABLE persons ADD COLUMN sealed_birth_date BLOB;
ALTER TABLE persons ADD COLUMN guardian_until INTEGER;
ALTER TABLE vehicles ADD COLUMN key_id BLOB CHECK (key_id IS NULL OR length(key_id) = 16);
ALTER TABLE evidence ADD COLUMN key_id BLOB CHECK (key_id IS NULL OR length(key_id) = 16);
ALTER TABLE consents ADD COLUMN key_id BLOB CHECK (key_id IS NULL OR length(key_id) = 16);
ALTER TABLE consents ADD COLUMN guardian BLOB;
ALTER TABLE consents ADD COLUMN proof BLOB;
ALTER TABLE consents ADD COLUMN proof_type TEXT
    CHECK (proof_type IN ('image/png', 'image/jpeg', 'application/pdf'));
ALTER TABLE face_templates ADD COLUMN rotation INTEGER NOT NULL DEFAULT 0 CHECK (rotation >= 0);
ALTER TABLE face_templates ADD COLUMN sample_id INTEGER;
ALTER TABLE face_templates ADD COLUMN picture_consent_id INTEGER REFERENCES consents (id) ON DELETE SET NULL;
CREATE UNIQUE INDEX persons_key ON persons (key_id) WHERE key_id IS NOT NULL;
CREATE UNIQUE INDEX vehicles_key ON vehicles (key_id) WHERE key_id IS NOT NULL;
CREATE UNIQUE INDEX consents_key ON consents (key_id) WHERE key_id IS NOT NULL;
CREATE INDEX evidence_key ON evidence (key_id);
CREATE INDEX face_templates_picture_consent ON face_templates (picture_consent_id)
    WHERE picture_consent_id IS NOT NULL;
CREATE INDEX events_crop ON events (crop_id) WHERE crop_id IS NOT NULL;
CREATE INDEX events_frame ON events (frame_id) WHERE frame_id IS NOT NULL;
CREATE INDEX events_vehicle ON events (vehicle_id, at) WHERE vehicle_id IS NOT NULL;

CREATE TRIGGER face_templates_are_sealed BEFORE INSERT ON face_templates
WHEN NEW.rotation = 0
  OR EXISTS (SELECT 1 FROM consents WHERE id = NEW.consent_id AND key_id IS NULL)
BEGIN SELECT RAISE (ABORT, 'a template is stored rotated and sealed'); END;
CREATE TRIGGER face_templates_stay_sealed BEFORE UPDATE OF vector, rotation ON face_templates
WHEN NEW.rotation = 0
  OR EXISTS (SELECT 1 FROM consents WHERE id = NEW.consent_id AND key_id IS NULL)
BEGIN SELECT RAISE (ABORT, 'a template is stored rotated and sealed'); END;
CREATE TRIGGER face_templates_pictures_need_consent BEFORE INSERT ON face_templates
WHEN NEW.picture IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM consents WHERE id = NEW.picture_consent_id AND person_id = NEW.person_id
                 AND purpose = 'picture' AND withdrawn_at IS NULL AND key_id IS NOT NULL)
BEGIN SELECT RAISE (ABORT, 'no picture on file without consent'); END;
CREATE TRIGGER consents_withdrawn_pictures AFTER UPDATE OF withdrawn_at ON consents
WHEN NEW.withdrawn_at IS NOT NULL
BEGIN UPDATE face_templates SET picture = NULL, picture_consent_id = NULL WHERE picture_consent_id = NEW.id; END;
CREATE TRIGGER consents_keep_their_proof BEFORE UPDATE ON consents
WHEN OLD.key_id IS NOT NULL
 AND (NEW.key_id IS NOT OLD.key_id
      OR (NEW.withdrawn_at IS NULL AND (NEW.guardian IS NOT OLD.guardian OR NEW.proof IS NOT OLD.proof)))
BEGIN SELECT RAISE (ABORT, 'a consent keeps its proof until it is withdrawn'); END;
CREATE TRIGGER consents_of_children_are_their_guardians BEFORE INSERT ON consents
WHEN NEW.given_how <> 'guardian'
 AND EXISTS (SELECT 1 FROM persons WHERE id = NEW.person_id AND guardian_until > NEW.given_at)
BEGIN SELECT RAISE (ABORT, 'a guardian consents for a child'); END;
CREATE TRIGGER evidence_is_sealed BEFORE INSERT ON evidence
WHEN NEW.key_id IS NULL
BEGIN SELECT RAISE (ABORT, 'evidence is stored sealed'); END;

DROP TRIGGER events_are_never_changed;
CREATE TRIGGER events_are_never_changed
BEFORE UPDATE OF at, lane_id, lane_name, kind, answers_event_id, operator_id, subject, certainty, plate, plate_region,
                 confidence, decision, reason, rule_id, detail ON events
WHEN NOT (NEW.plate IS NULL AND NEW.plate_region IS NULL AND NEW.detail = '{}'
          AND NEW.at = OLD.at AND NEW.lane_id = OLD.lane_id AND NEW.lane_name = OLD.lane_name AND NEW.kind = OLD.kind
          AND NEW.answers_event_id IS OLD.answers_event_id AND NEW.operator_id IS OLD.operator_id
          AND NEW.subject = OLD.subject AND NEW.certainty = OLD.certainty AND NEW.confidence = OLD.confidence
          AND NEW.decision = OLD.decision AND NEW.reason = OLD.reason AND NEW.rule_id IS OLD.rule_id)
BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;
)sql" };

} // namespace gatehouse::store::schema
