#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/people/Person.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

#include <QList>

#include <optional>

namespace gatehouse::people {

// One page of a longer list and how long the whole list is.
template <typename Row>
struct Page
{
    QList<Row> rows;
    int total = 0;
};

struct PersonQuery
{
    QString text; // part of name or external reference; case and accents do not matter
    std::optional<PersonKind> kind;
    std::optional<GroupId> group;
    bool onlyActive = false;
    bool withRemoved = false; // those of whom something is still held, for who handles requests
    int offset = 0;
    int limit = 100;
};

// Persons and their groups. Plain synchronous code over one connection, run on the store thread that owns it. Reading
// needs ViewPeople. Every change needs EditPeople, is checked (InvalidArgument with the field's code as detail,
// AlreadyExists for a reference somebody has, NotFound for a person or group that is gone, ChangedMeanwhile for one
// that is no longer as it was read and would be changed) and audited in its own transaction. Texts are kept without
// blanks at their ends.
class PersonRegistry
{
public:
    PersonRegistry(store::Database& database, const Clock& clock);

    Result<Page<Person>> list(const security::ActingOperator& actor, const PersonQuery& query);
    Result<Person> get(const security::ActingOperator& actor, PersonId id);
    // The person with exactly this external reference; absent when there is none.
    Result<std::optional<Person>> findByRef(const security::ActingOperator& actor, const QString& externalRef);
    Result<PersonId> add(const security::ActingOperator& actor, const Person& draft);
    Result<void> update(const security::ActingOperator& actor, const Person& person);
    // The person, consents and templates go, and the keys of those. Passages and their pictures stay until their time
    // is over, and as long as there is one the name does, seen by those who handle requests alone: erasing those too is
    // erasePerson(), which takes two people.
    Result<void> remove(const security::ActingOperator& actor, PersonId id);

    // For callers that write more in the same transaction (import, enrolment).
    Result<PersonId> add(store::Transaction& transaction, const security::ActingOperator& actor, const Person& draft);
    Result<void> update(store::Transaction& transaction, const security::ActingOperator& actor, const Person& person);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::people
