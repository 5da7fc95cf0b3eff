#include "core/base/Error.h"

namespace gatehouse {

QLatin1StringView errorCodeName(ErrorCode code)
{
    switch (code) {
#define GATEHOUSE_CODE(name)                                                                                           \
    case ErrorCode::name:                                                                                              \
        return QLatin1StringView(#name);
        GATEHOUSE_CODE(Internal)
        GATEHOUSE_CODE(InvalidArgument)
        GATEHOUSE_CODE(NotFound)
        GATEHOUSE_CODE(AlreadyExists)
        GATEHOUSE_CODE(Cancelled)
        GATEHOUSE_CODE(TimedOut)
        GATEHOUSE_CODE(FileNotReadable)
        GATEHOUSE_CODE(FileNotWritable)
        GATEHOUSE_CODE(DiskFull)
        GATEHOUSE_CODE(FormatInvalid)
        GATEHOUSE_CODE(ResourceMissing)
        GATEHOUSE_CODE(ChangedMeanwhile)
        GATEHOUSE_CODE(StoreNotFound)
        GATEHOUSE_CODE(StoreNotEncrypted)
        GATEHOUSE_CODE(StoreDamagedOrWrongKey)
        GATEHOUSE_CODE(StoreFromFuture)
        GATEHOUSE_CODE(StoreInUse)
        GATEHOUSE_CODE(StoreFull)
        GATEHOUSE_CODE(StoreIo)
        GATEHOUSE_CODE(StoreConstraint)
        GATEHOUSE_CODE(MigrationFailed)
        GATEHOUSE_CODE(CipherMissing)
        GATEHOUSE_CODE(BackupDamaged)
        GATEHOUSE_CODE(BackupForeign)
        GATEHOUSE_CODE(BackupFolderMissing)
        GATEHOUSE_CODE(SignInRefused)
        GATEHOUSE_CODE(SignInLockedOut)
        GATEHOUSE_CODE(PermissionDenied)
        GATEHOUSE_CODE(PassphraseTooWeak)
        GATEHOUSE_CODE(KeyFileDamaged)
        GATEHOUSE_CODE(KeyFileForeign)
        GATEHOUSE_CODE(OperatorDisabled)
        GATEHOUSE_CODE(LastAdministrator)
        GATEHOUSE_CODE(AuditChainBroken)
        GATEHOUSE_CODE(SecondFactorNeeded)
        GATEHOUSE_CODE(SecondFactorRefused)
        GATEHOUSE_CODE(VaultMissing)
        GATEHOUSE_CODE(VaultClosed)
        GATEHOUSE_CODE(SecondPersonNeeded)
        GATEHOUSE_CODE(SecondPersonUnfit)
        GATEHOUSE_CODE(ApprovalNotValid)
        GATEHOUSE_CODE(RingMissing)
        GATEHOUSE_CODE(KeyShredded)
        GATEHOUSE_CODE(ConsentMissing)
        GATEHOUSE_CODE(GuardianNeeded)
        GATEHOUSE_CODE(FaceLooksLikeAnother)
        GATEHOUSE_CODE(ModelMissing)
        GATEHOUSE_CODE(ModelInvalid)
        GATEHOUSE_CODE(PictureUnreadable)
        GATEHOUSE_CODE(NoFaceFound)
        GATEHOUSE_CODE(SeveralFacesFound)
        GATEHOUSE_CODE(FaceTooPoor)
        GATEHOUSE_CODE(NoPlateFound)
        GATEHOUSE_CODE(CameraUnreachable)
        GATEHOUSE_CODE(CameraRefused)
        GATEHOUSE_CODE(CameraFormatUnsupported)
        GATEHOUSE_CODE(CameraStalled)
        GATEHOUSE_CODE(CameraGone)
        GATEHOUSE_CODE(MediaEnded)
        GATEHOUSE_CODE(GateUnreachable)
        GATEHOUSE_CODE(GateRefused)
        GATEHOUSE_CODE(GateNoFeedback)
#undef GATEHOUSE_CODE
    }
    return QLatin1StringView("Unknown");
}

} // namespace gatehouse
