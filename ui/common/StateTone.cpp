#include "ui/common/StateTone.h"

namespace gatehouse::ui {

Icon verdictIcon(access::Verdict verdict)
{
    switch (verdict) {
    case access::Verdict::Allow:
        return Icon::StateAllow;
    case access::Verdict::Deny:
        return Icon::StateDeny;
    case access::Verdict::Ask:
        return Icon::StateAsk;
    }
    return Icon::StateAsk;
}

Role verdictRole(access::Verdict verdict)
{
    switch (verdict) {
    case access::Verdict::Allow:
        return Role::Allow;
    case access::Verdict::Deny:
        return Role::Deny;
    case access::Verdict::Ask:
        return Role::Ask;
    }
    return Role::Ask;
}

Role cameraStateRole(const video::CameraState& state)
{
    switch (state.phase) {
    case video::CameraPhase::Live:
    case video::CameraPhase::Stopped:
    case video::CameraPhase::Connecting:
    case video::CameraPhase::Ended:
        return Role::Muted;
    case video::CameraPhase::Stale:
    case video::CameraPhase::Failed:
        return Role::Alarm;
    }
    return Role::Muted;
}

} // namespace gatehouse::ui
