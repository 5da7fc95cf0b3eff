#include "app/drill/Features.h"
#include "core/backup/Restore.h"
#include "core/base/PrivateFile.h"

namespace gatehouse::drill {

// A backup is made, read back, drilled and restored with a second person; all of it is looked through.
Result<void> backUpAndRestore(DrillSite& drill)
{
    using Who = DrillSite::Who;
    const security::ActingOperator administrator = drill.administrator();
    backup::BackupSettings settings;
    settings.folder = drill.written(QStringLiteral("backups"));
    GATEHOUSE_TRY(makePrivateFolder(settings.folder));
    backup::Backups backups(drill.site(), drill.clock());
    GATEHOUSE_TRY(backups.setSettings(administrator, settings));
    GATEHOUSE_TRY_ASSIGN(taken, backups.take(administrator));
    GATEHOUSE_TRY(backups.verify(administrator, taken.file));
    GATEHOUSE_TRY(backups.drill(administrator, taken.file));
    GATEHOUSE_TRY(backups.prune(administrator));

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
