#pragma once

#include <QString>

namespace gatehouse {

// Every failure the core can report. The names are stable: ui/common/ErrorText turns each into words for a person,
// gatehousectl prints them, tests match on them. Add at the end of a group.
enum class ErrorCode {
    // general
    Internal,
    InvalidArgument,
    NotFound,
    AlreadyExists,
    Cancelled,
    TimedOut,
    FileNotReadable,
    FileNotWritable,
    DiskFull,
    FormatInvalid,
    ResourceMissing,
    ChangedMeanwhile, // somebody else changed the row since it was read
    // store
    StoreNotFound,
    StoreNotEncrypted,
    StoreDamagedOrWrongKey,
    StoreFromFuture,
    StoreInUse,
    StoreFull,
    StoreIo,
    StoreConstraint,
    MigrationFailed,
    CipherMissing,
    BackupDamaged,
    BackupForeign, // of another site
    BackupFolderMissing,
    BackupUnderWay, // a backup, a restore or a re-key goes on: one at a time
    BackupKeyNeeded, // of before a re-key: it takes a passphrase or recovery code of then
    BackupBeforeErasures, // so old that nothing could tell whom of it this site has erased since
    // security
    SignInRefused,
    SignInLockedOut,
    PermissionDenied,
    PassphraseTooWeak,
    KeyFileDamaged,
    KeyFileForeign,
    OperatorDisabled,
    LastAdministrator,
    AuditChainBroken,
    SecondFactorNeeded, // the passphrase was right, the code is missing
    SecondFactorRefused, // detail "used" when the code was used before, "ahead" when one of the future was
    VaultMissing, // an older store whose administrator has not signed in yet
    VaultClosed, // the key slot of who signed in does not hold what opens sealed fields
    SecondPersonNeeded,
    SecondPersonUnfit, // the same person, or a role that may not approve this
    ApprovalNotValid, // used, too old, another person's, another act's or for another thing
    RingMissing, // the connection has no key ring
    KeyShredded, // the subject's key was destroyed: what it sealed is gone for good
    ClockDoubted, // it went on for days since the last run of the retention: a person says whether it is right
    RetentionUnaccounted, // the days data is kept are not those that were decided
    // people
    ConsentMissing,
    GuardianNeeded, // a child's consent is a guardian's to give
    FaceLooksLikeAnother,
    SubjectRestricted, // kept, but not processed, until that is lifted
    SubjectRequestOpen, // what is held of somebody who asks about it stays until they are answered
    // recognition
    ModelMissing,
    ModelInvalid,
    PictureUnreadable,
    NoFaceFound,
    SeveralFacesFound,
    FaceTooPoor,
    NoPlateFound,
    // video
    CameraUnreachable,
    CameraRefused,
    CameraFormatUnsupported,
    CameraStalled,
    CameraGone,
    MediaEnded,
    // gates
    GateUnreachable,
    GateRefused,
    GateNoFeedback,
};

// The code's stable spelling, for logs and JSON ("StoreDamagedOrWrongKey").
QLatin1StringView errorCodeName(ErrorCode code);

// A failure on its way up. `detail` is for the log: it never holds a secret, a name, a plate or an ID.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString detail;
};

} // namespace gatehouse
