#pragma once

#include <QByteArrayView>
#include <QList>

namespace gatehouse::store {

// One frozen step of the schema. `sql` is a script of literal statements run in one transaction; once released it never
// changes, a correction is a new step.
struct Migration
{
    int version;
    QByteArrayView name;
    QByteArrayView sql;
};

// Every step in order, versions 1, 2, 3 … without a gap. The last one is what this program understands.
const QList<Migration>& allMigrations();

// The same for the key ring, whose tables stand in the schema `ring`.
const QList<Migration>& ringMigrations();

} // namespace gatehouse::store
