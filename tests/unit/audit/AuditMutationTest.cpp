#include "core/audit/ChainHash.h"
#include "core/audit/ExportCheck.h"
#include "tests/support/TestLength.h"
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
#include <utility>

using namespace gatehouse;
using namespace gatehouse::audit;

// Whatever is edited, deleted, moved or cut off in an export is found, of a whole trail and of one that was pruned. How
// many times it is tried: GATEHOUSE_AUDIT_MUTATIONS and GATEHOUSE_AUDIT_VERIFIER_MUTATIONS (those also given to the
// Python verifier).

namespace {

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
        m_hasFloors = std::ranges::any_of(m_lines, isFloor);
        m_hasAcceptances = std::ranges::any_of(m_lines, isAcceptance);
    }

    QByteArray bent()
    {
        if (m_hasAcceptances && below(6) == 0)
            return sealed(withAcceptanceBent());
        switch (below(m_hasFloors ? 12 : 9)) {
        case 0:
            return bentByte();
        case 1:
            return m_whole.first(below(m_whole.size()));
        case 2:
            return bentLines();
        case 3:
            return bentSeal();
        case 4:
            return sealed(withFieldChanged());
        case 5:
            return sealed(rehashed(withFieldChanged()));
        case 6:
            return sealed(rehashed(withoutEntry()));
        case 7:
            return sealed(rehashed(withEntriesSwapped()));
        case 8:
            return sealed(cutOff());
        case 9:
            return sealed(rehashed(withoutBeginning()));
        case 10:
            return sealed(withoutFloor());
        default:
            return sealed(rehashed(withFloorMoved()));
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

    // One digit of the seal is another one: all else fits, and nothing but the seal can tell.
    QByteArray bentSeal()
    {
        QByteArray bytes = m_whole;
        char& digit = bytes[bytes.size() - 4 - below(2 * SigningKey::SignatureSize)]; // before "}\n and in the hex
        digit = digit == '0' ? '1' : '0';
        return bytes;
    }

    [[nodiscard]] static bool isEntry(const QJsonObject& line) { return line.contains(QLatin1StringView("hash")); }
    [[nodiscard]] static bool isFloor(const QJsonObject& line) { return line.contains(QLatin1StringView("floor")); }
    [[nodiscard]] static bool isAcceptance(const QJsonObject& line)
    {
        return line.contains(QLatin1StringView("acceptance"));
    }
    [[nodiscard]] static bool isCheckpoint(const QJsonObject& line)
    {
        return line.contains(QLatin1StringView("checkpoint")) && !isFloor(line) && !isAcceptance(line);
    }
    qsizetype someFloor()
    {
        for (;;) {
            const qsizetype at = below(m_lines.size());
            if (isFloor(m_lines.at(at)))
                return at;
        }
    }
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

    // Cut beyond the floor: the oldest entries that are left are gone, too.
    QList<QJsonObject> withoutBeginning()
    {
        QList<QJsonObject> lines = m_lines;
        for (qsizetype gone = 1 + below(4); gone > 0; --gone)
            lines.removeIf([first = true](const QJsonObject& line) mutable {
                return isEntry(line) && std::exchange(first, false);
            });
        return lines;
    }

    // An older floor is put back, or a cut is signed by nobody; or the checkpoint that tells of one is gone.
    QList<QJsonObject> withoutFloor()
    {
        QList<QJsonObject> lines = m_lines;
        if (below(3) == 0)
            lines.removeIf([](const QJsonObject& line) {
                return line.value(QLatin1StringView("reason")).toString() == QLatin1StringView("pruned");
            });
        else
            lines.removeAt(someFloor());
        return lines;
    }

    QList<QJsonObject> withFloorMoved()
    {
        QList<QJsonObject> lines = m_lines;
        QJsonObject& floor = lines[someFloor()];
        static const char* const Keys[] = { "floor", "at", "sequence", "days", "overdueBefore", "checkpoint" };
        const QString key = QString::fromLatin1(Keys[below(std::size(Keys))]);
        floor.insert(key, floor.value(key).toInteger() + (below(2) == 0 ? 1 : -1));
        return lines;
    }

    // What was accepted, and that it was, says something else, or nothing; or the checkpoint that tells of it is gone.
    QList<QJsonObject> withAcceptanceBent()
    {
        QList<QJsonObject> lines = m_lines;
        const auto at = std::ranges::find_if(lines, isAcceptance);
        switch (below(5)) {
        case 0:
            lines.erase(at);
            break;
        case 1:
            lines.removeIf([](const QJsonObject& line) {
                return line.value(QLatin1StringView("reason")).toString() == QLatin1StringView("accepted");
            });
            break;
        case 2: {
            QStringList places = at->value(QLatin1StringView("broken")).toString().split(QLatin1Char('\n'));
            places.removeAt(below(places.size()));
            at->insert(QStringLiteral("broken"), places.join(QLatin1Char('\n')));
            break;
        }
        case 3:
            at->insert(QStringLiteral("detail"), QStringLiteral("{}"));
            break;
        default:
            static const char* const Keys[] = { "acceptance", "at", "sequence", "checkpoint" };
            const QString key = QString::fromLatin1(Keys[below(std::size(Keys))]);
            at->insert(key, at->value(key).toInteger() + (below(2) == 0 ? 1 : -1));
        }
        return lines;
    }

    // Numbers and hashes made anew, the heads of the checkpoints, too: all but the signatures.
    static QList<QJsonObject> rehashed(QList<QJsonObject> lines)
    {
        ChainState state;
        bool isBelow = false; // checkpoints of what was removed
        for (QJsonObject& line : lines) {
            if (isFloor(line)) {
                state = { line.value(QLatin1StringView("sequence")).toInteger(),
                    QByteArray::fromHex(line.value(QLatin1StringView("head")).toString().toLatin1()) };
                isBelow = true;
                continue;
            }
            isBelow = isBelow && !isEntry(line);
            if (isEntry(line)) {
                const auto number = [&](const char* key) { return line.value(QLatin1StringView(key)).toInteger(); };
                const auto text = [&](const char* key) { return line.value(QLatin1StringView(key)).toString(); };
                const StoredRow row { state.entries + 1, number("at"), OperatorId(number("operator")), text("action"),
                    text("subject"), number("subjectId"), text("detail").toUtf8() };
                state = { row.sequence, chainHash(state.head, row) };
                line.insert(QStringLiteral("sequence"), state.entries);
                line.insert(QStringLiteral("hash"), QString::fromLatin1(state.head.toHex()));
            } else if (isCheckpoint(line) && !isBelow) {
                line.insert(QStringLiteral("sequence"), state.entries);
                line.insert(QStringLiteral("head"), QString::fromLatin1(state.head.toHex()));
            }
        }
        return lines;
    }

    QByteArray sealed(QList<QJsonObject> lines)
    {
        const auto last = std::find_if(lines.crbegin(), lines.crend(), isEntry);
        lines[0].insert(QStringLiteral("entries"),
            last == lines.crend() ? 0 : last->value(QLatin1StringView("sequence")).toInteger());
        lines[0].insert(QStringLiteral("checkpoints"), qint64(std::ranges::count_if(lines, isCheckpoint)));
        lines[0].insert(QStringLiteral("floors"), qint64(std::ranges::count_if(lines, isFloor)));
        lines[0].insert(QStringLiteral("acceptances"), qint64(std::ranges::count_if(lines, isAcceptance)));
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
    bool m_hasFloors = false;
    bool m_hasAcceptances = false;
};

// A trail that was pruned twice, and one that never was.
void pruneTwice(test::AuditSample& sample)
{
    ASSERT_EQ(sample.prune(4), 4); // up to an entry that a checkpoint names
    sample.add(4);
    ASSERT_EQ(sample.prune(5), 5);
    sample.add(2);
}

enum class Past { Whole, Pruned, Accepted, AcceptedAndPruned, AcceptedAsItIs };
constexpr Past AllPasts[] = { Past::Whole, Past::Pruned, Past::Accepted, Past::AcceptedAndPruned,
    Past::AcceptedAsItIs };

void live(test::AuditSample& sample, Past past)
{
    if (past == Past::Pruned)
        pruneTwice(sample);
    if (past == Past::Accepted || past == Past::AcceptedAndPruned) {
        sample.acceptDamage();
        sample.add(6);
    }
    if (past == Past::AcceptedAndPruned) {
        ASSERT_EQ(sample.prune(8), 8);
    }
    // An older store lay there: every place fits, and only the checkpoint beside the acceptance speaks of it.
    if (past == Past::AcceptedAsItIs) {
        ASSERT_TRUE(sample.accept({ audit::HistoryFault::RolledBack, audit::SignedPlace::KeyFile, 15 }));
        sample.add(6);
    }
}

} // namespace

TEST(AuditMutation, everyBentExportIsFound)
{
    QHash<QString, int> found;
    for (const Past past : AllPasts) {
        test::AuditSample sample(14);
        live(sample, past);
        const QByteArray whole = sample.exported();
        ASSERT_EQ(faultOf(whole), QString());
        Bender bender(whole, sample.key(), 20261123);
        for (int tried = 0, wanted = test::repetitions("GATEHOUSE_AUDIT_MUTATIONS", 20000) / 5; tried < wanted;
             ++tried) {
            const QByteArray bent = bender.bent();
            if (bent == whole)
                continue; // two equal neighbours swapped
            const QString fault = faultOf(bent);
            ASSERT_FALSE(fault.isEmpty()) << bent.constData();
            ++found[fault.section(QLatin1Char(' '), 0, 0)];
        }
    }
    // Each of the checks has had to find something.
    for (const char* const kind : { "line", "entry", "checkpoint", "floor", "acceptance", "end", "seal" })
        EXPECT_GT(found.value(QString::fromLatin1(kind)), 0) << kind;
}

TEST(AuditMutation, theOfflineVerifierSaysTheSame)
{
    QTemporaryDir folder;
    QFile cases(folder.filePath(QStringLiteral("cases")));
    ASSERT_TRUE(cases.open(QIODevice::WriteOnly));
    QDataStream out(&cases);
    for (const Past past : AllPasts) {
        test::AuditSample sample(14);
        live(sample, past);
        const QByteArray whole = sample.exported();
        Bender bender(whole, sample.key(), 7);
        out << whole << faultOf(whole).toUtf8();
        for (int tried = 0, wanted = test::repetitions("GATEHOUSE_AUDIT_VERIFIER_MUTATIONS", 800) / 5; tried < wanted;
             ++tried) {
            const QByteArray bent = bender.bent();
            out << bent << faultOf(bent).toUtf8();
        }
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
