#include "core/privacy/RetentionRun.h"
#include "core/security/RingUpkeep.h"
#include "tests/support/TestStore.h"

#include <QCoreApplication>

#include <cstdio>

// Deletes what is overdue in the store of a folder, as a console does, until it is done or killed: FOLDER MILLISECONDS
// (the clock). It says "begun" when it starts to.

using namespace gatehouse;

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 3)
        return 2;
    const QString folder = QString::fromLocal8Bit(argv[1]);
    test::TestClock clock;
    clock.advance(QByteArray(argv[2]).toLongLong() - clock.now().milliseconds());
    auto database = store::Database::open(
        folder + QStringLiteral("/site.store"), test::TestStore::key(), store::OpenMode::ReadWrite);
    const auto key = audit::SigningKey::generate();
    if (!database || !key
        || !security::openRing(**database, folder + QStringLiteral("/site.ring"), test::TestStore::key())
        || !security::settleRing(**database, clock))
        return 3;
    store::StoreThread writer(std::move(*database));
    std::puts("begun");
    std::fflush(stdout);
    return privacy::enforceRetention(writer, clock, *key, privacy::RunOccasion::Daily) ? 0 : 4;
}
