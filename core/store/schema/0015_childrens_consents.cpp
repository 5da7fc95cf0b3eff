#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// What a child consented to alone is void, also when only a date of birth that is entered later shows it: no such
// consent may be in force then, and no template may stand on one. Those there are already lose their key when the site
// is next opened, as if they had been withdrawn.
const Migration ChildrensConsents { 15, "childrens_consents", R"sql(
INSERT INTO shredded_keys (key_id, at, reason)
SELECT c.key_id, CAST(strftime('%s', 'now') AS INTEGER) * 1000, 'withdrawn'
FROM consents c JOIN persons p ON p.id = c.person_id
WHERE c.withdrawn_at IS NULL AND c.given_how <> 'guardian' AND p.guardian_until > c.given_at AND c.key_id IS NOT NULL
ON CONFLICT DO NOTHING;

CREATE TRIGGER persons_who_are_children_have_guardians BEFORE UPDATE OF guardian_until ON persons
WHEN NEW.guardian_until IS NOT NULL
 AND EXISTS (SELECT 1 FROM consents WHERE person_id = NEW.id AND withdrawn_at IS NULL AND given_how <> 'guardian'
             AND given_at < NEW.guardian_until)
BEGIN SELECT RAISE (ABORT, 'a guardian consents for a child'); END;
CREATE TRIGGER face_templates_of_children_need_guardians BEFORE INSERT ON face_templates
WHEN EXISTS (SELECT 1 FROM consents c JOIN persons p ON p.id = c.person_id
             WHERE c.id = NEW.consent_id AND c.given_how <> 'guardian' AND p.guardian_until > c.given_at)
BEGIN SELECT RAISE (ABORT, 'a guardian consents for a child'); END;
CREATE TRIGGER consents_stay_as_they_were_given BEFORE UPDATE OF given_how ON consents
WHEN NEW.given_how <> OLD.given_how
BEGIN SELECT RAISE (ABORT, 'a consent is only ever withdrawn'); END;
)sql" };

} // namespace gatehouse::store::schema
