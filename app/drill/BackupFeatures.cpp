#include "app/drill/Features.h"
#include "core/backup/Restore.h"
#include "core/backup/RingCopies.h"
#include "core/base/PrivateFile.h"

namespace gatehouse::drill {

using Who = DrillSite::Who;

namespace {

// The key ring is copied to its folder and to a file by hand, and filled in from that with a second person.
Result<void> copyRing(DrillSite& drill, const security::ActingOperator& administrator)
{
    backup::RingCopies copies(drill.site(), drill.clock());
    GATEHOUSE_TRY(copies.copyWhenDue());
    const QString file = drill.written(QStringLiteral("rings/by-hand.ghring"));
    GATEHOUSE_TRY(copies.exportTo(administrator, file));
    GATEHOUSE_TRY_ASSIGN(header, copies.inspect(administrator, file));
    GATEHOUSE_TRY_ASSIGN(approval,
        drill.site().approve(administrator, security::Proposal::restore(header.payloadDigest),
            DrillSite::nameOf(Who::PrivacyOfficer), drill.passphraseOf(Who::PrivacyOfficer)));
    GATEHOUSE_TRY(copies.importFrom(administrator, std::move(approval), file));
    return {};
}

} // namespace

// A backup is made, read back, drilled and restored with a second person; all of it is looked through.
Result<void> backUpAndRestore(DrillSite& drill)
{
    const security::ActingOperator administrator = drill.administrator();
    backup::BackupSettings settings;
    settings.folder = drill.written(QStringLiteral("backups"));
    GATEHOUSE_TRY(makePrivateFolder(settings.folder));
    settings.ringFolder = drill.written(QStringLiteral("rings"));
    GATEHOUSE_TRY(makePrivateFolder(settings.ringFolder));
    backup::Backups backups(drill.site(), drill.clock());
    GATEHOUSE_TRY(backups.setSettings(administrator, settings));
    GATEHOUSE_TRY_ASSIGN(taken, backups.take(administrator));
    GATEHOUSE_TRY(backups.verify(administrator, taken.file));
    GATEHOUSE_TRY(backups.drill(administrator, taken.file));
    GATEHOUSE_TRY(backups.prune(administrator));
    GATEHOUSE_TRY(copyRing(drill, administrator));

    GATEHOUSE_TRY_ASSIGN(restore, backup::Restore::stage(drill.site(), drill.clock(), administrator, taken.file));
    GATEHOUSE_TRY_ASSIGN(approval,
        drill.site().approve(administrator, restore.preview().proposal(), DrillSite::nameOf(Who::PrivacyOfficer),
            drill.passphraseOf(Who::PrivacyOfficer)));
    GATEHOUSE_TRY(restore.confirm(drill.site(), administrator, std::move(approval)));
    drill.signOut();
    GATEHOUSE_TRY(restore.finish());
    GATEHOUSE_TRY(drill.signIn());
    GATEHOUSE_TRY(backup::Backups(drill.site(), drill.clock()).settle());
    return {};
}

} // namespace gatehouse::drill
