// The child of KillTest: writes events with a picture and their audit entries, each pair in one transaction, and says
// the number of a pair on standard output once it is committed. Runs until it is killed.
#include "core/audit/AuditTrail.h"
#include "core/store/Database.h"
#include "tests/store/EmptyStore.h"

#include <QByteArray>
#include <QFile>

#include <cstdio>
#include <unistd.h>

using namespace gatehouse;

namespace {

Result<void> writePair(store::Database& database, const Clock& clock, qint64 number)
{
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(picture,
        database.prepare("INSERT INTO evidence (id, class, media_type, width, height, picture, taken_at, key_id) "
                         "VALUES (?, 'unknown', 'image/jpeg', 1, 1, ?, 0, zeroblob(16))"));
    picture.bindAll(number, QByteArray(20'000, char(number)));
    GATEHOUSE_TRY(picture.run());
    GATEHOUSE_TRY_ASSIGN(event,
        database.prepare("INSERT INTO events (id, at, lane_id, lane_name, kind, subject, certainty, decision, reason, "
                         "crop_id) VALUES (?, ?, 1, 'L', 'recognition', 'none', 'unknown', 'ask', 'unknown', ?)"));
    event.bindAll(number, clock.now(), number);
    GATEHOUSE_TRY(event.run());
    GATEHOUSE_TRY(
        audit::append(transaction, clock, { {}, QStringLiteral("event"), { QStringLiteral("event"), number }, {} }));
    return transaction.commit();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    auto database = store::Database::open(QFile::decodeName(argv[1]), test::testKey(), store::OpenMode::ReadWrite);
    if (!database)
        return 3;
    qint64 number = 0;
    {
        auto newest = (*database)->prepare("SELECT max(id) FROM events");
        if (!newest || !newest->step())
            return 4;
        number = newest->integer(0);
    }
    const SystemClock clock;
    for (;;) {
        if (!writePair(**database, clock, ++number))
            return 5;
        char line[32];
        const int length = std::snprintf(line, sizeof line, "%lld\n", static_cast<long long>(number));
        if (::write(STDOUT_FILENO, line, static_cast<std::size_t>(length)) != length)
            return 6;
    }
}
