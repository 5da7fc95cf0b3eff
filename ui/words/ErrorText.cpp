#include "ui/words/ErrorText.h"

#include "core/security/Recoveries.h"
#include "ui/words/SiteTime.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace gatehouse::ui {

namespace {

struct ErrorTexts
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
public:
    static ErrorWords words(const Error& error);
    static ErrorWords trailWords(const QString& detail);
    static QString sentences(const ErrorWords& words);
};

// By the details of audit::HistoryMismatch::error() and audit::verify().
ErrorWords ErrorTexts::trailWords(const QString& detail)
{
    const QString keep = tr("Keep this machine as it is and call the privacy officer.");
    const qint64 number = detail.section(QLatin1Char(' '), -1).toLongLong();
    if (detail.startsWith(QStringLiteral("rolled-back")))
        return {
            tr("The store is older than its audit trail: entries from %L1 on, which the site has signed, are missing. "
               "Nothing is signed until two people restore a backup or accept what is there.")
                .arg(number),
            tr("Somebody has put an old copy in its place. Keep this machine as it is and call the privacy officer.")
        };
    if (detail == QStringLiteral("anchor"))
        return {
            tr("What the key file says of the audit trail is not from this site. Nothing is signed until two people "
               "restore a backup or accept what is there."),
            keep
        };
    if (detail.startsWith(QStringLiteral("checkpoint after")))
        return {
            tr("Signatures under the audit trail are missing, the last one at entry %L1. Nothing is signed until two "
               "people restore a backup or accept what is there.")
                .arg(number),
            keep
        };
    if (detail == QStringLiteral("too many"))
        return { tr("Too much of the audit trail does not fit: it cannot be accepted."),
            tr("Bring a backup back: there is no other way.") };
    bool isEntry = false;
    const qint64 entry = detail.toLongLong(&isEntry);
    if (isEntry)
        return { tr("The audit trail is not the one that the site has signed: entry %L1 does not match.").arg(entry),
            keep };
    return { tr("The audit trail has been tampered with or is damaged."), keep };
}

ErrorWords ErrorTexts::words(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Internal:
        return { tr("Something went wrong inside the program."),
            tr("Try again. If it happens again, tell the administrator what you did.") };
    case ErrorCode::InvalidArgument:
        return { tr("An entry is not valid."), tr("Check the marked fields.") };
    case ErrorCode::NotFound:
        if (error.detail.startsWith(QStringLiteral("known head")))
            return {
                tr("The entry of this head was removed when its time was over, and nothing that was signed names it "
                   "any more."),
                tr("Compare a head that was printed later.")
            };
        if (error.detail == QStringLiteral("mismatch"))
            return { tr("The audit trail matches what the site has signed."), tr("There is nothing to accept.") };
        return { tr("This entry is no longer there."), tr("Somebody may have removed it. Reload the list.") };
    case ErrorCode::AlreadyExists:
        return { tr("There is already one with this name or number."),
            tr("Choose another, or edit the one there is.") };
    case ErrorCode::Cancelled:
        return { tr("Cancelled."), {} };
    case ErrorCode::TimedOut:
        return { tr("No answer in time."), tr("Check that the device is on and the network cable is plugged in.") };
    case ErrorCode::FileNotReadable:
        return { tr("The file cannot be read."), tr("Check that it is there and that you may open it.") };
    case ErrorCode::FileNotWritable:
        return { tr("The file cannot be written."), tr("Choose another folder, or free some space.") };
    case ErrorCode::DiskFull:
        return { tr("The disk is full. The file was not written."), tr("Free some space, or choose another disk.") };
    case ErrorCode::FormatInvalid:
        return { tr("The file is not in the expected format."), tr("Check that it is the right file.") };
    case ErrorCode::ResourceMissing:
        return { tr("A file that belongs to the program is missing."), tr("Install the program again.") };
    case ErrorCode::ChangedMeanwhile:
        return { tr("Somebody else changed this entry meanwhile."),
            tr("Nothing was written over. Look at it again before you change it.") };
    case ErrorCode::StoreNotFound:
        return { tr("There is no site in this folder."), tr("Set one up, or choose the right folder.") };
    case ErrorCode::StoreNotEncrypted:
        return { tr("The site's store is not encrypted. It was not opened."),
            tr("Someone may have replaced the file. Restore a backup and tell the administrator.") };
    case ErrorCode::StoreDamagedOrWrongKey:
        return { tr("The site's store is damaged, or does not belong to these keys."),
            tr("Restore store and keys from the same backup.") };
    case ErrorCode::StoreFromFuture:
        return { tr("The site's store was written by a newer version of this program."),
            tr("Update this program. Nothing was changed.") };
    case ErrorCode::StoreInUse:
        return { tr("Another program has the site's store open."), tr("Close the other window, then try again.") };
    case ErrorCode::StoreFull:
        return { tr("The disk is full. Nothing was recorded."),
            tr("Free some space now: gates stay closed until it works.") };
    case ErrorCode::StoreIo:
        return { tr("The disk did not take or give the data."),
            tr("Check the disk and the cable. Nothing was lost that was confirmed.") };
    case ErrorCode::StoreConstraint:
        return { tr("Something else still uses this entry."), tr("Remove it there first.") };
    case ErrorCode::MigrationFailed:
        if (error.detail.startsWith(QStringLiteral("schema ")))
            return { tr("The store's tables are not the ones that this program makes: somebody has changed them with "
                        "another "
                        "program."),
                tr("Keep the folder as it is, call the privacy officer, and bring the site back from a backup.") };
        return { tr("The site's store could not be brought to this version."),
            tr("It is unchanged, and a backup lies beside it. Tell the administrator.") };
    case ErrorCode::CipherMissing:
        return { tr("This build of the program cannot encrypt. The store was not opened."),
            tr("Install the program again.") };
    case ErrorCode::BackupDamaged:
        return { tr("This backup is damaged."), tr("Choose another one, and take a new backup now.") };
    case ErrorCode::BackupForeign:
        return { tr("This backup is of another site, or of other keys."), tr("Choose a backup of this site.") };
    case ErrorCode::BackupFolderMissing:
        return { tr("The folder for backups is not there."), tr("Plug in the drive, or choose another folder.") };
    case ErrorCode::BackupUnderWay:
        return { tr("A backup, a restore or the renewal of the site's key is under way."),
            tr("Try again when it is done.") };
    case ErrorCode::BackupKeyNeeded:
        return { tr("This copy is from before the site's key was renewed. The key of now does not open it."),
            tr("Give a name with the passphrase of then, or the recovery code of then.") };
    case ErrorCode::BackupBeforeErasures:
        return { tr("This backup is too old to be brought back: people were erased since, and it would give back what "
                    "was held of them."),
            tr("Use a newer backup, and destroy this one.") };
    case ErrorCode::SignInRefused:
        return { tr("Name or passphrase is wrong."), tr("Check the keyboard layout and Caps Lock, then try again.") };
    case ErrorCode::SignInLockedOut:
        return {
            tr("Too many attempts. Sign-in opens again in %1.").arg(SiteTime::age(error.detail.toLongLong() + 999)), {}
        };
    case ErrorCode::PermissionDenied:
        return { tr("Your role may not do this."),
            tr("Ask a colleague who may, and change the operator with Ctrl+U.") };
    case ErrorCode::PassphraseTooWeak:
        return { tr("This passphrase is too easy to guess."),
            tr("Take at least 15 characters, such as four unrelated words; not the name of the site or your own.") };
    case ErrorCode::KeyFileDamaged:
        return { tr("The site's key file is damaged."), tr("Restore it from a backup.") };
    case ErrorCode::KeyFileForeign:
        return { tr("The key file belongs to another site."), tr("Put the right key file beside the store.") };
    case ErrorCode::OperatorDisabled:
        return { tr("This operator is switched off."), tr("The administrator can switch the operator on again.") };
    case ErrorCode::LastAdministrator:
        return { tr("This is the last administrator. The site would be without one."),
            tr("Add another administrator first.") };
    case ErrorCode::AuditChainBroken:
        return trailWords(error.detail);
    case ErrorCode::SecondFactorNeeded:
        return { tr("The code of your authenticator is needed, too."),
            tr("Open the authenticator app and type the six digits it shows for this site.") };
    case ErrorCode::SecondFactorRefused:
        if (error.detail == QStringLiteral("used"))
            return { tr("This code has been used already."), tr("Wait for the next one: it comes every 30 seconds.") };
        if (error.detail == QStringLiteral("ahead"))
            return { tr("This machine's clock was ahead when your last code was taken, or it is behind now."),
                tr("Look whether the clock is right. If it is, an administrator or the recovery code can take your "
                   "second factor away, and you set it up anew.") };
        return { tr("This code does not fit."),
            tr("Take the code shown now, and check that the clocks of this machine and of the phone are right.") };
    case ErrorCode::VaultMissing:
        return { tr("This site cannot seal such data yet."),
            tr("It can from the next time an administrator signs in.") };
    case ErrorCode::VaultClosed:
        return { tr("Your key does not open sealed data."),
            tr("Another administrator can give it to you by signing in once.") };
    case ErrorCode::SecondPersonNeeded:
        return { tr("This needs a second person."),
            tr("Ask a colleague who may approve it to sign in for this one act.") };
    case ErrorCode::SecondPersonUnfit:
        if (error.detail == security::RecoveredDetail)
            return { tr("One of these two was brought back by the recovery code."),
                tr("For 72 hours nothing that takes two people is done with them, unless an administrator who is "
                   "neither "
                   "of the two confirms them on the Operators page.") };
        return { tr("This person cannot approve it."),
            tr("It takes another person than the one who asks, in a role that may approve this.") };
    case ErrorCode::ApprovalNotValid:
        return { tr("The second person's approval no longer holds."),
            tr("It counts once, for this one act on this one thing, for five minutes. Ask them again.") };
    case ErrorCode::ClockDoubted:
        return { tr("The clock is days ahead of the time this machine can account for."),
            tr("Nothing was deleted. Look whether this machine's clock is right, and let two people say so on the "
               "privacy page.") };
    case ErrorCode::RetentionUnaccounted:
        return { tr("How long data is kept was changed around the program."),
            tr("Nothing was deleted. Look at the classes marked on the privacy page and choose their days again.") };
    case ErrorCode::SubjectRestricted:
        return { tr("What is held here is restricted: it is kept, but not used."),
            tr("The privacy officer may lift the restriction, or erase.") };
    case ErrorCode::SubjectRequestOpen:
        return { tr("A request about this is still open."),
            tr("The privacy officer answers it first; then it can be removed.") };
    case ErrorCode::RingMissing:
        return { tr("The site's key ring is not there."),
            tr("What is sealed with it stays closed. Call the administrator, who can bring back its copy.") };
    case ErrorCode::KeyShredded:
        return { tr("This was deleted for good."),
            tr("Its key was destroyed when a consent was withdrawn or somebody was erased.") };
    case ErrorCode::GuardianNeeded:
        return { tr("A child under 14 cannot consent alone."),
            tr("Let a parent or guardian decide and sign, and enter their name.") };
    case ErrorCode::ConsentMissing:
        return { tr("This person has not consented to face recognition."),
            tr("Record the consent first, or let them use a plate or a card.") };
    case ErrorCode::FaceLooksLikeAnother:
        return { tr("The face is very much like that of somebody enrolled already."),
            tr("Look whether this is the same person under another name.") };
    case ErrorCode::ModelMissing:
        return { tr("A recognition model is missing."), tr("Run the set-up again: it fetches the models.") };
    case ErrorCode::ModelInvalid:
        return { tr("A recognition model is damaged."), tr("Run the set-up again: it fetches the models anew.") };
    case ErrorCode::PictureUnreadable:
        return { tr("The picture cannot be read."), tr("Take a JPEG or PNG file.") };
    case ErrorCode::NoFaceFound:
        return { tr("No face was found in the picture."), tr("Take a sharper picture from the front, in good light.") };
    case ErrorCode::SeveralFacesFound:
        return { tr("There is more than one face in the picture."), tr("Take a picture with this person alone.") };
    case ErrorCode::FaceTooPoor:
        return { tr("The face is too small, too dark or too blurred."),
            tr("Step closer, look into the camera, turn on the light.") };
    case ErrorCode::NoPlateFound:
        return { tr("No number plate was found in the picture."), tr("Type the plate instead.") };
    case ErrorCode::CameraUnreachable:
        return { tr("The camera does not answer."), tr("Check its power, cable and address.") };
    case ErrorCode::CameraRefused:
        return { tr("The camera refuses the connection."), tr("Check its user name and password.") };
    case ErrorCode::CameraFormatUnsupported:
        return { tr("The camera sends a format that cannot be shown."), tr("Set it to H.264, H.265 or MJPEG.") };
    case ErrorCode::CameraStalled:
        return { tr("The camera stopped sending."), tr("It is being connected anew.") };
    case ErrorCode::CameraGone:
        return { tr("The camera was unplugged."), tr("Plug it in again: it comes back by itself.") };
    case ErrorCode::MediaEnded:
        return { tr("The recording has ended."), {} };
    case ErrorCode::GateUnreachable:
        return { tr("The gate does not answer. It was not opened."),
            tr("Open it by hand, and check its power and network.") };
    case ErrorCode::GateRefused:
        return { tr("The gate refused to open."), tr("Open it by hand, and check its settings.") };
    case ErrorCode::GateNoFeedback:
        return { tr("The gate was told to open but did not report that it did."),
            tr("Look at the barrier; open it by hand if it is down.") };
    }
    return {};
}

QString ErrorTexts::sentences(const ErrorWords& words)
{
    //: Two sentences: what happened, then the way out. Not every script puts a blank between them.
    return words.wayOut.isEmpty() ? words.what : tr("%1 %2").arg(words.what, words.wayOut);
}

} // namespace

ErrorWords errorWords(const Error& error)
{
    return ErrorTexts::words(error);
}

QString errorText(const Error& error)
{
    return ErrorTexts::sentences(ErrorTexts::words(error));
}

QString restoredRulesText(const QStringList& names)
{
    return ErrorTexts::tr(
        "Rules that guard what the store holds had been taken out of it, and are back now: %1. Somebody "
        "has changed the store with another program: call the privacy officer.")
        .arg(names.join(QStringLiteral(", ")));
}

QString foreignTablesText(const QStringList& names)
{
    return ErrorTexts::tr(
        "The store holds tables that are not its own: %1. Somebody has changed it with another program: "
        "call the privacy officer.")
        .arg(names.join(QStringLiteral(", ")));
}

QString acceptedHistoryText(const audit::Acceptance& acceptance)
{
    const QJsonObject said = acceptance.said();
    const bool isAlone = said.value(QStringLiteral("approver")).isString();
    const QString reason = said.value(QStringLiteral("reason")).toString();
    QString text = isAlone
        ? ErrorTexts::tr("At entry %L1 one person, there being no other, accepted a history that does not match what "
                         "the site had signed. The reason given: %2")
        : ErrorTexts::tr("At entry %L1 two people accepted a history that does not match what the site had signed. The "
                         "reason given: %2");
    text = text.arg(acceptance.state.entries).arg(reason);
    if (acceptance.doubtedFrom() > 0)
        text += QLatin1Char('\n')
            + ErrorTexts::tr("Before entry %L1 everything matches; from there up to the acceptance it may not.")
                  .arg(acceptance.doubtedFrom());
    return text;
}

QString olderKeyFileText()
{
    return ErrorTexts::tr(
        "An older key file was put in the place of the site's. What had been replaced or revoked since opens nothing; "
        "whoever cannot sign in any more needs a new passphrase from the administrator.");
}

} // namespace gatehouse::ui
