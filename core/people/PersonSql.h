#pragma once

// The statements PersonRegistry reads with. They stand here so that a test can ask the engine how it runs them. One
// text for every combination of filters, so that each is compiled once: an absent filter is bound as NULL.
//   ?1 LIKE pattern over search_text   ?2 kind   ?3 group   ?4 only active   ?5 limit   ?6 offset
//   ?7 also those whose data is restricted   ?8 also those who were removed while something is held of them
namespace gatehouse::people::sql {

#define GATEHOUSE_PERSON_COLUMNS                                                                                       \
    "SELECT p.id, p.kind, p.name, p.external_ref, p.note, p.valid_from, p.valid_until, p.is_active, "                  \
    "(SELECT count(*) FROM face_templates t WHERE t.person_id = p.id AND (t.sample_id IS NULL OR "                     \
    "NOT EXISTS (SELECT 1 FROM face_templates f WHERE f.id = t.sample_id))), "                                         \
    "EXISTS (SELECT 1 FROM consents c WHERE c.person_id = p.id AND c.purpose = 'access-face' "                         \
    "AND c.withdrawn_at IS NULL), "                                                                                    \
    "(SELECT group_concat(g.group_id) FROM person_groups g WHERE g.person_id = p.id), p.version, p.guardian_until, "   \
    "p.sealed_id_number IS NOT NULL, p.sealed_birth_date IS NOT NULL FROM persons p "
#define GATEHOUSE_PERSON_FILTER                                                                                        \
    "WHERE (?1 IS NULL OR p.search_text LIKE ?1 ESCAPE '\\') AND (?2 IS NULL OR p.kind = ?2) "                         \
    "AND (?3 IS NULL OR EXISTS (SELECT 1 FROM person_groups g WHERE g.person_id = p.id AND g.group_id = ?3)) "         \
    "AND (NOT ?4 OR p.is_active = 1) AND (?7 OR p.restricted_at IS NULL) AND (?8 OR p.removed_at IS NULL) "

inline constexpr char PersonById[] = GATEHOUSE_PERSON_COLUMNS "WHERE p.id = ?1";
inline constexpr char PersonByRef[] = GATEHOUSE_PERSON_COLUMNS "WHERE p.external_ref = ?1";
inline constexpr char PersonCount[] = "SELECT count(*) FROM persons p " GATEHOUSE_PERSON_FILTER;
inline constexpr char PersonPage[] =
    GATEHOUSE_PERSON_COLUMNS GATEHOUSE_PERSON_FILTER "ORDER BY p.name COLLATE NOCASE, p.id LIMIT ?5 OFFSET ?6";

#undef GATEHOUSE_PERSON_COLUMNS
#undef GATEHOUSE_PERSON_FILTER

} // namespace gatehouse::people::sql
