#include "core/audit/ChainHash.h"
#include "core/audit/ExportCheck.h"
#include "tests/unit/audit/AuditSample.h"

#include <QDataStream>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

using namespace gatehouse;
using namespace gatehouse::audit;

// Whatever is edited, deleted, moved or cut off in an export or in the store's own rows is found. How many times it is
// tried: GATEHOUSE_AUDIT_MUTATIONS (exports), GATEHOUSE_AUDIT_VERIFIER_MUTATIONS (those also given to the Python
// verifier) and GATEHOUSE_AUDIT_ROW_MUTATIONS.

namespace {

int times(const char* variable, int byDefault)
{
    const int wanted = qEnvironmentVariableIntValue(variable);
    return wanted > 0 ? wanted : byDefault;
}

QString faultOf(const QByteArray& bytes)
{
    QBuffer in;
    in.setData(bytes);
    in.open(QIODevice::ReadOnly);
    const auto checked = checkExport(in);
    return checked ? QString() : checked.error().detail;
}

// An export in its lines, and ways to bend it. Those that bend more than bytes are sealed again with the site's own
// key: it is not the seal that finds them.
class Bender
{
public:
    Bender(const QByteArray& whole, const SigningKey& key, unsigned seed)
        : m_whole(whole)
        , m_key(key)
        , m_random(seed)
    {
        for (const QByteArray& line : whole.split('\n')) {
            if (!line.isEmpty() && !line.startsWith("{\"seal\""))
                m_lines.append(QJsonDocument::fromJson(line).object());
        }
    }

    QByteArray bent()
    {
        switch (below(8)) {
        case 0:
            return bentByte();
        case 1:
            return m_whole.first(below(m_whole.size()));
        case 2:
            return bentLines();
        case 3:
            return sealed(withFieldChanged());
        case 4:
            return sealed(rehashed(withFieldChanged()));
        case 5:
            return sealed(rehashed(withoutEntry()));
        case 6:
            return sealed(rehashed(withEntriesSwapped()));
        default:
            return sealed(cutOff());
        }
    }

private:
    qsizetype below(qsizetype limit) { return std::uniform_int_distribution<qsizetype>(0, limit - 1)(m_random); }

    QByteArray bentByte()
    {
        QByteArray bytes = m_whole;
        const qsizetype at = below(bytes.size());
        switch (below(3)) {
        case 0:
            bytes[at] = char(bytes.at(at) ^ (1 << below(8)));
            break;
        case 1:
            bytes.insert(at, char(below(256)));
            break;
        default:
            bytes.remove(at, 1 + below(4));
        }
        return bytes;
    }

    QByteArray bentLines()
    {
        QList<QByteArray> lines = m_whole.split('\n');
        const qsizetype one = below(lines.size() - 1);
        const qsizetype other = below(lines.size() - 1);
        if (below(2) == 0)
            lines.removeAt(one);
        else if (one == other)
            lines.insert(one, lines.at(one));
        else
            lines.swapItemsAt(one, other);
        return lines.join('\n');
    }

    [[nodiscard]] static bool isEntry(const QJsonObject& line) { return line.contains(QLatin1StringView("hash")); }
    qsizetype someEntry()
    {
        for (;;) {
            const qsizetype at = below(m_lines.size());
            if (isEntry(m_lines.at(at)))
                return at;
        }
    }

    QList<QJsonObject> withFieldChanged()
    {
        QList<QJsonObject> lines = m_lines;
        QJsonObject& entry = lines[someEntry()];
        static const char* const Keys[] = { "at", "operator", "action", "subject", "subjectId", "detail" };
        const QString key = QString::fromLatin1(Keys[below(std::size(Keys))]);
        const QJsonValue value = entry.value(key);
        if (value.isString())
            entry.insert(key, value.toString() + QChar(ushort(u'a' + below(26))));
        else
            entry.insert(key, value.toInteger() + 1 + below(5));
        return lines;
    }

    QList<QJsonObject> withoutEntry()
    {
        QList<QJsonObject> lines = m_lines;
        lines.removeAt(someEntry());
        return lines;
    }

    QList<QJsonObject> withEntriesSwapped()
    {
        QList<QJsonObject> lines = m_lines;
        const qsizetype one = someEntry();
        qsizetype other = someEntry();
        while (other == one)
            other = someEntry();
        lines.swapItemsAt(one, other);
        return lines;
    }

    // Everything behind a random line is gone.
    QList<QJsonObject> cutOff() { return m_lines.first(1 + below(m_lines.size() - 1)); }

    // Numbers and hashes made anew, the heads of the checkpoints, too: all but the signatures.
    static QList<QJsonObject> rehashed(QList<QJsonObject> lines)
    {
        ChainState state;
        for (QJsonObject& line : lines) {
            if (isEntry(line)) {
                const auto number = [&](const char* key) { return line.value(QLatin1StringView(key)).toInteger(); };
                const auto text = [&](const char* key) { return line.value(QLatin1StringView(key)).toString(); };
                const StoredRow row { state.entries + 1, number("at"), OperatorId(number("operator")), text("action"),
                    text("subject"), number("subjectId"), text("detail").toUtf8() };
                state = { row.sequence, chainHash(state.head, row) };
                line.insert(QStringLiteral("sequence"), state.entries);
                line.insert(QStringLiteral("hash"), QString::fromLatin1(state.head.toHex()));
            } else if (line.contains(QLatin1StringView("checkpoint"))) {
                line.insert(QStringLiteral("sequence"), state.entries);
                line.insert(QStringLiteral("head"), QString::fromLatin1(state.head.toHex()));
            }
        }
        return lines;
    }

    QByteArray sealed(QList<QJsonObject> lines)
    {
        const auto count = [&](const char* key) {
            return qint64(std::ranges::count_if(
                lines, [&](const QJsonObject& line) { return line.contains(QLatin1StringView(key)); }));
        };
        lines[0].insert(QStringLiteral("entries"), count("hash"));
        lines[0].insert(QStringLiteral("checkpoints"), count("checkpoint"));
        QByteArray bytes;
        for (const QJsonObject& line : lines)
            bytes += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
        const QByteArray seal = m_key.sign(framed({ "gatehouse audit export 1", blake2b(bytes) }));
        return bytes + "{\"seal\":\"" + seal.toHex() + "\"}\n";
    }

    const QByteArray m_whole;
    const SigningKey& m_key;
    std::mt19937 m_random;
    QList<QJsonObject> m_lines;
};

} // namespace

TEST(AuditMutation, everyBentExportIsFound)
{
    test::AuditSample sample(14);
    const QByteArray whole = sample.exported();
    ASSERT_EQ(faultOf(whole), QString());
    Bender bender(whole, sample.key(), 20261123);
    QHash<QString, int> found;
    for (int tried = 0, wanted = times("GATEHOUSE_AUDIT_MUTATIONS", 20000); tried < wanted; ++tried) {
        const QByteArray bent = bender.bent();
        if (bent == whole)
            continue; // two equal neighbours swapped
        const QString fault = faultOf(bent);
        ASSERT_FALSE(fault.isEmpty()) << bent.constData();
        ++found[fault.section(QLatin1Char(' '), 0, 0)];
    }
    // Each of the checks has had to find something.
    for (const char* const kind : { "line", "entry", "checkpoint", "end", "seal" })
        EXPECT_GT(found.value(QString::fromLatin1(kind)), 0) << kind;
}

TEST(AuditMutation, theOfflineVerifierSaysTheSame)
{
    QTemporaryDir folder;
    QFile cases(folder.filePath(QStringLiteral("cases")));
    ASSERT_TRUE(cases.open(QIODevice::WriteOnly));
    test::AuditSample sample(14);
    const QByteArray whole = sample.exported();
    Bender bender(whole, sample.key(), 7);
    QDataStream out(&cases);
    out << whole << faultOf(whole).toUtf8();
    for (int tried = 0, wanted = times("GATEHOUSE_AUDIT_VERIFIER_MUTATIONS", 600); tried < wanted; ++tried) {
        const QByteArray bent = bender.bent();
        out << bent << faultOf(bent).toUtf8();
    }
    cases.close();
    QProcess python;
    python.setProcessChannelMode(QProcess::MergedChannels);
    python.start(QStringLiteral("/usr/bin/python3"),
        { QStringLiteral("-B"), QStringLiteral(GATEHOUSE_TEST_SUPPORT "/compare_verifier.py"),
            qEnvironmentVariable("GATEHOUSE_RESOURCES") + QStringLiteral("/verify/verify_audit.py"),
            cases.fileName() });
    ASSERT_TRUE(python.waitForFinished(-1));
    EXPECT_EQ(python.exitCode(), 0) << python.readAll().constData();
}

TEST(AuditMutation, everyBentRowOfTheStoreIsFound)
{
    test::AuditSample sample(20);
    store::Database& database = sample.store().database();
    for (const char* const trigger : { "audit_is_never_changed", "audit_is_never_deleted",
             "audit_checkpoints_are_never_changed", "audit_checkpoints_are_never_deleted" })
        ASSERT_TRUE(database.execute(QByteArray("DROP TRIGGER ") + trigger));
    ASSERT_TRUE(database.execute("PRAGMA foreign_keys = OFF"));
    std::mt19937 random(42);
    const auto below = [&](int limit) { return std::uniform_int_distribution(0, limit - 1)(random); };
    static const char* const Columns[] = { "at = at + 1", "operator_id = coalesce(operator_id, 0) + 1",
        "action = action || 'x'", "subject_kind = 'person'", "subject_id = coalesce(subject_id, 0) + 1",
        "detail = '{}'", "previous_hash = randomblob(32)", "hash = randomblob(32)", "sequence = sequence + 100",
        "sequence = -sequence" };
    for (int tried = 0, wanted = times("GATEHOUSE_AUDIT_ROW_MUTATIONS", 1500); tried < wanted; ++tried) {
        const QByteArray one = QByteArray::number(1 + below(20));
        const QByteArray other = QByteArray::number(1 + below(20));
        QByteArray sql;
        switch (below(4)) {
        case 0:
            sql = "DELETE FROM audit WHERE sequence = " + one;
            break;
        case 1: // the end is cut off: the checkpoint behind entry 20 knows
            sql = "DELETE FROM audit WHERE sequence >= " + one;
            break;
        case 2:
            if (one == other)
                continue;
            sql = "UPDATE audit SET sequence = 1000 WHERE sequence = " + one + "; UPDATE audit SET sequence = " + one
                + " WHERE sequence = " + other + "; UPDATE audit SET sequence = " + other + " WHERE sequence = 1000";
            break;
        default:
            sql =
                QByteArray("UPDATE audit SET ") + Columns[below(int(std::size(Columns)))] + " WHERE sequence = " + one;
        }
        auto transaction = store::Transaction::begin(database);
        ASSERT_TRUE(transaction);
        ASSERT_TRUE(database.execute(sql)) << sql.constData();
        const bool isFound = !verify(database) || !verifyCheckpoints(database, sample.key().publicKey());
        EXPECT_TRUE(isFound) << sql.constData();
    } // never committed
    EXPECT_TRUE(verify(database));
    EXPECT_TRUE(verifyCheckpoints(database, sample.key().publicKey()));
}
