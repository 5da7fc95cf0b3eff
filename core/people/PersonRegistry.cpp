#include "core/people/PersonRegistry.h"

#include "core/audit/AuditTrail.h"
#include "core/base/SearchText.h"
#include "core/people/Drafts.h"
#include "core/people/Membership.h"
#include "core/people/PersonRemoval.h"
#include "core/people/PersonSql.h"
#include "core/people/Rectification.h"
#include "core/people/Restricted.h"
#include "core/security/RegistryChange.h"
#include "core/security/SubjectKeys.h"

#include <QJsonArray>

namespace gatehouse::people {

namespace {

Person personFromRow(const store::Statement& row)
{
    Person person;
    person.id = row.id<PersonId>(0);
    person.kind = personKindFromCode(row.text(1)).value_or(PersonKind::Visitor);
    person.name = row.text(2);
    person.externalRef = row.text(3);
    person.note = row.text(4);
    person.validity = { row.optionalTime(5), row.optionalTime(6) };
    person.isActive = row.boolean(7);
    person.templateCount = static_cast<int>(row.integer(8));
    person.hasFaceConsent = row.boolean(9);
    person.groups = groupsFromList(row.text(10));
    person.version = RowVersion(row.integer(11));
    person.guardianUntil = row.optionalTime(12);
    person.hasIdNumber = row.boolean(13);
    person.hasBirthDate = row.boolean(14);
    return person;
}

Result<std::optional<Person>> loadPerson(store::Database& database, PersonId id)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql::PersonById));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? std::optional(personFromRow(query)) : std::nullopt;
}

Result<Person> storedPerson(store::Database& database, PersonId id)
{
    GATEHOUSE_TRY_ASSIGN(person, loadPerson(database, id));
    return person ? Result<Person>(*person) : failure(ErrorCode::NotFound, QStringLiteral("person %1").arg(id.value()));
}

void bindFilter(store::Statement& statement, const PersonQuery& query, const security::ActingOperator& actor)
{
    const QString text = searchFolded(query.text);
    statement.bind(1, text.isEmpty() ? std::nullopt : std::optional(likeContains(text)));
    statement.bind(2, query.kind ? std::optional(personKindCode(*query.kind)) : std::nullopt);
    statement.bind(3, query.group);
    statement.bind(4, query.onlyActive);
    statement.bind(7, seesRestricted(actor));
    statement.bind(8, query.withRemoved && seesRestricted(actor));
}

Result<void> checkPersonDraft(store::Database& database, const Person& draft, UtcTime now)
{
    if (const DraftField field = firstInvalidField(draft); field != DraftField::None)
        return failure(ErrorCode::InvalidArgument, draftFieldCode(field));
    if (!isVisitBounded(draft, now))
        return failure(ErrorCode::InvalidArgument, draftFieldCode(DraftField::VisitEnd));
    if (draft.externalRef.isEmpty())
        return {};
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT 1 FROM persons WHERE external_ref = ?1 AND id IS NOT ?2"));
    query.bindAll(draft.externalRef, draft.id);
    GATEHOUSE_TRY_ASSIGN(isTaken, query.step());
    return isTaken ? Result<void>(failure(ErrorCode::AlreadyExists, draftFieldCode(DraftField::ExternalRef)))
                   : Result<void>();
}

QString searchTextOf(const Person& person)
{
    return searchFolded(person.name + QLatin1Char(' ') + person.externalRef);
}

std::optional<QString> nullWhenEmpty(const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

QJsonArray changedFields(const Person& before, const Person& after)
{
    QJsonArray fields;
    const auto note = [&fields](bool isChanged, QLatin1StringView field) {
        if (isChanged)
            fields.append(QString(field));
    };
    note(before.kind != after.kind, QLatin1StringView("kind"));
    note(before.name != after.name, QLatin1StringView("name"));
    note(before.externalRef != after.externalRef, QLatin1StringView("ref"));
    note(before.note != after.note, QLatin1StringView("note"));
    note(before.validity != after.validity, QLatin1StringView("validity"));
    note(before.isActive != after.isActive, QLatin1StringView("active"));
    note(before.groups != after.groups, QLatin1StringView("groups"));
    return fields;
}

} // namespace

PersonRegistry::PersonRegistry(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<Page<Person>> PersonRegistry::list(const security::ActingOperator& actor, const PersonQuery& query)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewPeople));
    Page<Person> page;
    GATEHOUSE_TRY_ASSIGN(count, m_database.prepare(sql::PersonCount));
    bindFilter(count, query, actor);
    GATEHOUSE_TRY(count.step());
    page.total = static_cast<int>(count.integer(0));

    GATEHOUSE_TRY_ASSIGN(rows, m_database.prepare(sql::PersonPage));
    bindFilter(rows, query, actor);
    rows.bind(5, qMax(0, query.limit));
    rows.bind(6, qMax(0, query.offset));
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return page;
        page.rows.append(personFromRow(rows));
    }
}

Result<Person> PersonRegistry::get(const security::ActingOperator& actor, PersonId id)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewPeople));
    GATEHOUSE_TRY(requireUnrestricted(actor, m_database, Member::Person, id.value()));
    return storedPerson(m_database, id);
}

Result<std::optional<Person>> PersonRegistry::findByRef(
    const security::ActingOperator& actor, const QString& externalRef)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewPeople));
    GATEHOUSE_TRY_ASSIGN(query, m_database.prepare(sql::PersonByRef));
    query.bindAll(externalRef.trimmed());
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found || !requireUnrestricted(actor, m_database, Member::Person, query.integer(0)))
        return std::optional<Person>();
    return std::optional(personFromRow(query));
}

Result<PersonId> PersonRegistry::add(const security::ActingOperator& actor, const Person& draft)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditPeople));
    GATEHOUSE_TRY(security::SubjectKeys(m_database, m_clock).stock());
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(id, add(transaction, actor, draft));
    GATEHOUSE_TRY(transaction.commit());
    return id;
}

Result<PersonId> PersonRegistry::add(
    store::Transaction& transaction, const security::ActingOperator& actor, const Person& draft)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditPeople));
    Person person = cleaned(draft);
    person.id = {};
    GATEHOUSE_TRY(checkPersonDraft(m_database, person, m_clock.now()));
    GATEHOUSE_TRY_ASSIGN(
        key, security::SubjectKeys(m_database, m_clock).create(transaction, security::SubjectKind::Person));
    GATEHOUSE_TRY_ASSIGN(insert,
        m_database.prepare(
            "INSERT INTO persons (kind, name, external_ref, search_text, note, valid_from, valid_until, "
            "is_active, created_at, updated_at, key_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10)"));
    insert.bindAll(personKindCode(person.kind), person.name, nullWhenEmpty(person.externalRef), searchTextOf(person),
        person.note, person.validity.from, person.validity.until, person.isActive, m_clock.now(), key);
    GATEHOUSE_TRY(insert.run());
    const PersonId id(m_database.lastInsertId());
    GATEHOUSE_TRY(replaceGroups(transaction, Member::Person, id.value(), person.groups));
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("person.add"), { QStringLiteral("person"), id.value() },
            { { QStringLiteral("kind"), personKindCode(person.kind) },
                { QStringLiteral("groups"), groupNumbers(person.groups) } } }));
    return id;
}

Result<void> PersonRegistry::update(const security::ActingOperator& actor, const Person& person)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditPeople));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(update(transaction, actor, person));
    return transaction.commit();
}

Result<void> PersonRegistry::update(
    store::Transaction& transaction, const security::ActingOperator& actor, const Person& changed)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditPeople));
    const Person person = cleaned(changed);
    GATEHOUSE_TRY(requireNotRemoved(m_database, person.id));
    GATEHOUSE_TRY(requireUnrestricted(actor, m_database, Member::Person, person.id.value()));
    GATEHOUSE_TRY_ASSIGN(before, storedPerson(m_database, person.id));
    GATEHOUSE_TRY(checkPersonDraft(m_database, person, m_clock.now()));
    const QJsonArray fields = changedFields(before, person);
    if (fields.isEmpty())
        return {};
    GATEHOUSE_TRY(claimRecord(transaction, security::RecordKind::Person, person.id.value(), person.version));
    GATEHOUSE_TRY_ASSIGN(update,
        m_database.prepare("UPDATE persons SET kind = ?2, name = ?3, external_ref = ?4, search_text = ?5, note = ?6, "
                           "valid_from = ?7, valid_until = ?8, is_active = ?9, updated_at = ?10 WHERE id = ?1"));
    update.bindAll(person.id, personKindCode(person.kind), person.name, nullWhenEmpty(person.externalRef),
        searchTextOf(person), person.note, person.validity.from, person.validity.until, person.isActive, m_clock.now());
    GATEHOUSE_TRY(update.run());
    if (before.groups != person.groups)
        GATEHOUSE_TRY(replaceGroups(transaction, Member::Person, person.id.value(), person.groups));
    return noteChange(transaction, m_clock, Member::Person,
        { actor.id, QStringLiteral("person.update"), { QStringLiteral("person"), person.id.value() },
            { { QStringLiteral("fields"), fields }, { QStringLiteral("active"), person.isActive },
                { QStringLiteral("groups"), groupNumbers(person.groups) } } });
}

Result<void> PersonRegistry::remove(const security::ActingOperator& actor, PersonId id)
{
    GATEHOUSE_TRY_ASSIGN(
        change, security::RegistryChange::begin(m_database, m_clock, actor, security::RecordKind::Person));
    GATEHOUSE_TRY(requireRemovable(actor, m_database, Member::Person, id.value()));
    GATEHOUSE_TRY_ASSIGN(person, storedPerson(m_database, id));
    if (person.kind != PersonKind::Visitor)
        GATEHOUSE_TRY(actor.require(security::Permission::RemovePeople));
    GATEHOUSE_TRY_ASSIGN(remains, takeAway(change.transaction(), m_clock, { id, actor.id }));
    GATEHOUSE_TRY(change.commit(QLatin1StringView("remove"), id.value(),
        { { QStringLiteral("templates"), person.templateCount },
            { QStringLiteral("held"), remains == Remains::NameOfWhatIsHeld } }));
    security::SubjectKeys::forgetForGood(m_database, m_clock);
    return {};
}

} // namespace gatehouse::people
