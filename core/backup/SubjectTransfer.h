#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/base/UtcTime.h"
#include "core/store/Transaction.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

#include <optional>

namespace gatehouse::backup {

// A person or a vehicle as a restore asks about it. The number alone does not say that it is the same one: a store that
// was brought back gives numbers anew.
struct HeldSubject
{
    qint64 id = 0;
    UtcTime createdAt;
    std::optional<UtcTime> restrictedAt;
    bool isRemoved = false; // what is left of a person who was removed (schema step 16)
};

// A row of `subject_requests`, which is known by its number, its kind and the moment it was received.
struct HeldRequest
{
    qint64 id = 0;
    QString kind;
    UtcTime receivedAt;
    UtcTime dueAt;
    QString state;
    std::optional<qint64> person;
    std::optional<qint64> vehicle;
    std::optional<QString> plate;
    QString note;
    std::optional<UtcTime> closedAt;
    OperatorId addedBy;
    OperatorId closedBy;
};

// What was decided about the people recorded, as the store of now has it.
struct SubjectsOfNow
{
    QList<HeldSubject> persons;
    QList<HeldSubject> vehicles;
    QList<HeldRequest> requests;
    QSet<QByteArray> destroyedKeys; // of the ring

    static Result<SubjectsOfNow> read(store::Database& now);
};

// Numbers for the preview, the trail and the command's report.
struct CarriedSubjects
{
    qint64 restricted = 0; // people and vehicles restricted since the backup
    qint64 lifted = 0; // whose restriction was lifted since
    qint64 requests = 0; // added or changed since
    qint64 gone = 0; // people in the backup who were removed or erased since: they do not come back
    friend bool operator==(const CarriedSubjects&, const CarriedSubjects&) = default;
};

// What people asked for since a backup was taken stays in force when it is brought back: restrictions of people and
// vehicles it holds become those of now, and requests are taken along with their state, those of people it does not
// hold without their subject. `operators`: which number of now became which (security::carryOperators()); an operator
// who is not among them is left out. Who is gone the opening forgets again, by destroyed keys and marks
// (security/ErasureMarks.h); here they are only counted. No permission is asked: the restore has asked. On the thread
// that owns the restored connection. For a preview: in a transaction that is thrown away.
Result<CarriedSubjects> carrySubjects(
    store::Transaction& restored, const SubjectsOfNow& now, const QHash<OperatorId, OperatorId>& operators);

} // namespace gatehouse::backup
