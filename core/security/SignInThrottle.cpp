#include "core/security/SignInThrottle.h"

#include "core/base/PrivateFile.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace gatehouse::security {

namespace {

constexpr int TalliesOfMadeUpNames = 64;
constexpr qint64 StateSizeLimit = 1 << 20;

struct Tally
{
    int failures = 0;
    qint64 since = 0; // the last attempt, by the monotonic clock
    qint64 wait = 0;

    [[nodiscard]] qint64 remaining(qint64 now) const
    {
        const qint64 elapsed = now - since;
        return elapsed < 0 ? wait : std::max<qint64>(0, wait - elapsed);
    }
    void count(qint64 now)
    {
        failures = std::min(failures + 1, 1000);
        since = now;
        wait = SignInThrottle::waitAfter(failures);
    }
    void takeBackOne()
    {
        failures = std::max(0, failures - 1);
        wait = 0;
    }
};

struct State
{
    QString origin; // of the monotonic clock
    Tally machine;
    QHash<QString, Tally> bySlot; // by tallyKey()
    bool hasRestarted = false;

    // The machine was started anew, and nobody knows how long it was off: every wait begins again, from now.
    void restart(const QString& newOrigin, qint64 now)
    {
        origin = newOrigin;
        machine.since = now;
        for (Tally& tally : bySlot)
            tally.since = now;
        hasRestarted = true;
    }
};

Tally tallyFrom(const QJsonObject& object)
{
    return { std::max(0, object.value(QStringLiteral("failures")).toInt()),
        std::max<qint64>(0, object.value(QStringLiteral("since")).toInteger()),
        std::clamp<qint64>(object.value(QStringLiteral("wait")).toInteger(), 0, SignInThrottle::LongestWait) };
}

QJsonObject objectFrom(const Tally& tally)
{
    return { { QStringLiteral("failures"), tally.failures }, { QStringLiteral("since"), tally.since },
        { QStringLiteral("wait"), tally.wait } };
}

State readState(const QString& file, const Clock& clock)
{
    const auto bytes = readSmallFile(file, StateSizeLimit);
    const qint64 now = clock.monotonicMilliseconds();
    const QString origin = clock.monotonicOrigin();
    State state;
    state.origin = origin;
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return state;
    const QJsonDocument document = bytes ? QJsonDocument::fromJson(*bytes) : QJsonDocument();
    if (!document.isObject()) {
        // Spoiling the file must not buy free attempts.
        state.machine = { SignInThrottle::FreeFailures, now, 0 };
        return state;
    }
    state.origin = document.object().value(QStringLiteral("origin")).toString();
    state.machine = tallyFrom(document.object().value(QStringLiteral("machine")).toObject());
    const QJsonObject bySlot = document.object().value(QStringLiteral("slots")).toObject();
    bool isAhead = state.machine.since > now;
    for (auto it = bySlot.begin(); it != bySlot.end(); ++it) {
        const Tally tally = tallyFrom(it->toObject());
        isAhead = isAhead || tally.since > now;
        state.bySlot.insert(it.key(), tally);
    }
    if (state.origin != origin || isAhead)
        state.restart(origin, now);
    return state;
}

// Names nobody has share a few tallies. What is typed as a name may be a passphrase, and the id of a slot is a quick
// hash of it: none of it may be found on the disk.
QString tallyKey(const QByteArray& slotId, const QList<QByteArray>& slotsThereAre)
{
    if (slotsThereAre.contains(slotId))
        return QString::fromLatin1(slotId.toHex());
    const int place = slotId.isEmpty() ? 0 : static_cast<unsigned char>(slotId.front()) % TalliesOfMadeUpNames;
    return QStringLiteral("other-%1").arg(place);
}

// Of slots that are gone, and of what else somebody wrote there.
void forgetOtherTallies(State& state, const QList<QByteArray>& slotsThereAre)
{
    static const QSet<QString> MadeUpNames = [] {
        QSet<QString> keys;
        for (int place = 0; place < TalliesOfMadeUpNames; ++place)
            keys.insert(tallyKey(QByteArray(1, static_cast<char>(place)), {}));
        return keys;
    }();
    QSet<QString> known;
    for (const QByteArray& id : slotsThereAre)
        known.insert(tallyKey(id, slotsThereAre));
    state.bySlot.removeIf([&known](QHash<QString, Tally>::iterator tally) {
        return !known.contains(tally.key()) && !MadeUpNames.contains(tally.key());
    });
}

Result<void> writeState(const QString& file, State state, const QList<QByteArray>& slotsThereAre)
{
    forgetOtherTallies(state, slotsThereAre);
    QJsonObject bySlot;
    for (auto it = state.bySlot.cbegin(); it != state.bySlot.cend(); ++it)
        bySlot.insert(it.key(), objectFrom(*it));
    const QJsonObject document { { QStringLiteral("origin"), state.origin },
        { QStringLiteral("machine"), objectFrom(state.machine) }, { QStringLiteral("slots"), bySlot } };
    return replacePrivateFile(file, QJsonDocument(document).toJson(QJsonDocument::Compact));
}

// Held while the state is read, changed and written. The folder itself is locked: the file's place is taken anew
// with every write.
class FolderLock
{
public:
    explicit FolderLock(const QString& file)
        : m_descriptor(
            ::open(QFile::encodeName(QFileInfo(file).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
        if (m_descriptor >= 0)
            ::flock(m_descriptor, LOCK_EX);
    }
    ~FolderLock()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int m_descriptor;
};

} // namespace

SignInThrottle::SignInThrottle(QString file, const Clock& clock, QList<QByteArray> slotsThereAre)
    : m_file(std::move(file))
    , m_clock(clock)
    , m_slots(std::move(slotsThereAre))
{
}

qint64 SignInThrottle::waitAfter(int failures)
{
    if (failures <= FreeFailures)
        return 0;
    const int doublings = std::min(failures - FreeFailures - 1, 20);
    return std::min(FirstWait << doublings, LongestWait);
}

Result<void> SignInThrottle::beginAttempt(const QByteArray& slotId)
{
    const FolderLock lock(m_file);
    const qint64 now = m_clock.monotonicMilliseconds();
    State state = readState(m_file, m_clock);
    Tally& slot = state.bySlot[tallyKey(slotId, m_slots)];
    const qint64 remaining = std::max(slot.remaining(now), state.machine.remaining(now));
    if (remaining > 0) {
        if (state.hasRestarted)
            GATEHOUSE_TRY(writeState(m_file, state, m_slots));
        return failure(ErrorCode::SignInLockedOut, QString::number(remaining));
    }
    slot.count(now);
    state.machine.count(now);
    return writeState(m_file, state, m_slots);
}

Result<int> SignInThrottle::failuresBefore(const QByteArray& slotId) const
{
    const FolderLock lock(m_file);
    return std::max(0, readState(m_file, m_clock).bySlot.value(tallyKey(slotId, m_slots)).failures - 1);
}

Result<int> SignInThrottle::attemptWasRight(const QByteArray& slotId)
{
    const FolderLock lock(m_file);
    State state = readState(m_file, m_clock);
    const int counted = state.bySlot.take(tallyKey(slotId, m_slots)).failures;
    state.machine = {};
    GATEHOUSE_TRY(writeState(m_file, state, m_slots));
    return std::max(0, counted - 1);
}

Result<void> SignInThrottle::attemptWasIncomplete(const QByteArray& slotId)
{
    const FolderLock lock(m_file);
    State state = readState(m_file, m_clock);
    state.bySlot[tallyKey(slotId, m_slots)].takeBackOne();
    state.machine.takeBackOne();
    return writeState(m_file, state, m_slots);
}

} // namespace gatehouse::security
