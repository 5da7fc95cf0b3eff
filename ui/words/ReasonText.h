#pragma once

#include "core/access/AccessTypes.h"
#include "core/access/gates/Gate.h"
#include "core/base/Region.h"
#include "core/lane/LaneTypes.h"
#include "core/people/Person.h"
#include "core/people/SealedFields.h"
#include "core/security/Role.h"
#include "core/video/CameraSource.h"
#include "core/vision/Quality.h"

#include <QString>

namespace gatehouse::ui {

// Core's codes in the words people use. Every switch is exhaustive: a new code does not compile without its words.

[[nodiscard]] QString verdictText(access::Verdict verdict); // "allowed", "asks you", "refused"

[[nodiscard]] QString reasonText(access::Reason reason);
// With the rule's name where one decided: rule “night shift”.
[[nodiscard]] QString reasonText(access::Reason reason, const QString& ruleName);

// "plate 14 px high, needs 16": measured and needed with their unit.
[[nodiscard]] QString findingText(const vision::Finding& finding, lane::Purpose purpose);

[[nodiscard]] QString personKindText(people::PersonKind kind);
[[nodiscard]] QString personKindText(const QString& code); // empty for an unknown code
[[nodiscard]] QString consentPurposeText(people::ConsentPurpose purpose);
[[nodiscard]] QString consentFormText(people::ConsentForm form);
[[nodiscard]] QString disclosureReasonText(people::DisclosureReason reason);
[[nodiscard]] QString roleText(security::Role role);
[[nodiscard]] QString regionText(Region region);
[[nodiscard]] QString directionText(access::Direction direction);
[[nodiscard]] QString effectText(access::Effect effect);
[[nodiscard]] QString purposeText(lane::Purpose purpose);
[[nodiscard]] QString placeText(lane::Place place);
[[nodiscard]] QString certaintyText(vision::Certainty certainty);
[[nodiscard]] QString gateKindText(access::GateKind kind);
[[nodiscard]] QString gatePhaseText(access::GatePhase phase);
[[nodiscard]] QString cameraKindText(video::CameraKind kind);
// "live", "connecting, try 3", "no picture for 0:07", "failed: The camera does not answer."
[[nodiscard]] QString cameraStateText(const video::CameraState& state);

} // namespace gatehouse::ui
