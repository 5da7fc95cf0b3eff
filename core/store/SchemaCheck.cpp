#include "core/store/SchemaCheck.h"

#include <QMap>

#include <memory>
#include <sqlite3.h>

namespace gatehouse::store {

namespace {

struct SchemaItem
{
    QString type; // "table", "index", "trigger", "view"
    QString sql;
    friend bool operator==(const SchemaItem&, const SchemaItem&) = default;
};
using Schema = QMap<QString, SchemaItem>; // by name

struct CloseHandle
{
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};
using Handle = std::unique_ptr<sqlite3, CloseHandle>;

QByteArray listing(QByteArrayView schema)
{
    return "SELECT type, name, sql FROM " + schema.toByteArray()
        + ".sqlite_master WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'";
}

Error engineFailure(sqlite3* handle)
{
    return failure(ErrorCode::Internal, QString::fromUtf8(sqlite3_errmsg(handle)));
}

Result<void> run(sqlite3* handle, const QByteArray& sql)
{
    return sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK
        ? Result<void>()
        : Result<void>(engineFailure(handle));
}

int takeItem(void* into, int, char** values, char**)
{
    static_cast<Schema*>(into)->insert(
        QString::fromUtf8(values[1]), { QString::fromUtf8(values[0]), QString::fromUtf8(values[2]) });
    return 0;
}

// What the migrations make of nothing, in memory.
Result<Schema> makeSchema(QByteArrayView schema)
{
    sqlite3* opened = nullptr;
    const int code = sqlite3_open(":memory:", &opened);
    const Handle handle(opened);
    if (code != SQLITE_OK)
        return engineFailure(opened);
    const bool isRing = schema == "ring";
    if (isRing)
        GATEHOUSE_TRY(run(handle.get(), "ATTACH ':memory:' AS ring"));
    for (const Migration& step : isRing ? ringMigrations() : allMigrations())
        GATEHOUSE_TRY(run(handle.get(), step.sql.toByteArray()));
    Schema made;
    if (sqlite3_exec(handle.get(), listing(schema).constData(), takeItem, &made, nullptr) != SQLITE_OK)
        return engineFailure(handle.get());
    return made;
}

// Once a process: the migrations never change.
const Result<Schema>& expectedSchema(QByteArrayView schema)
{
    static const Result<Schema> ofStore = makeSchema("main");
    static const Result<Schema> ofRing = makeSchema("ring");
    return schema == "ring" ? ofRing : ofStore;
}

Result<Schema> storedSchema(Database& database, QByteArrayView schema)
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(listing(schema)));
    Schema stored;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return stored;
        stored.insert(rows.text(1), { rows.text(0), rows.text(2) });
    }
}

QByteArray quoted(QByteArrayView schema, const QString& name)
{
    QString inside = name;
    return schema.toByteArray() + ".\"" + inside.replace(QLatin1Char('"'), QStringLiteral("\"\"")).toUtf8() + '"';
}

// The stored text names the object without the schema it is in.
QByteArray creation(const SchemaItem& item, const QString& name, QByteArrayView schema)
{
    QByteArray sql = item.sql.toUtf8();
    const QByteArray bare = name.toUtf8();
    const qsizetype at = sql.indexOf(bare);
    const QByteArray qualifier = schema.toByteArray() + '.';
    if (at > 0 && !sql.first(at).endsWith(qualifier))
        sql.insert(at, qualifier);
    return sql;
}

} // namespace

Result<SchemaDifference> compareSchema(Database& database, QByteArrayView schema)
{
    GATEHOUSE_TRY_ASSIGN(expected, expectedSchema(schema));
    GATEHOUSE_TRY_ASSIGN(stored, storedSchema(database, schema));
    SchemaDifference difference;
    for (auto item = expected.cbegin(); item != expected.cend(); ++item) {
        if (stored.contains(item.key()) && stored.value(item.key()) == item.value())
            continue;
        QStringList& group = item->type == QLatin1String("table") ? difference.tables : difference.rules;
        group.append(item.key());
    }
    for (auto item = stored.cbegin(); item != stored.cend(); ++item) {
        if (expected.contains(item.key()))
            continue;
        QStringList& group = item->type == QLatin1String("table") ? difference.foreignTables : difference.rules;
        group.append(item.key());
    }
    return difference;
}

Result<void> restoreRules(Transaction& transaction, const SchemaDifference& difference, QByteArrayView schema)
{
    Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(expected, expectedSchema(schema));
    GATEHOUSE_TRY_ASSIGN(stored, storedSchema(database, schema));
    for (const QString& name : difference.rules) {
        if (const QString type = stored.value(name).type; !type.isEmpty() && type != QLatin1String("table"))
            GATEHOUSE_TRY(database.execute("DROP " + type.toUpper().toLatin1() + ' ' + quoted(schema, name)));
    }
    for (const QString& name : difference.rules) {
        if (expected.contains(name))
            GATEHOUSE_TRY(database.execute(creation(expected.value(name), name, schema)));
    }
    return {};
}

} // namespace gatehouse::store
