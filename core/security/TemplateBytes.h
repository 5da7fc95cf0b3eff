#pragma once

#include <QByteArray>

#include <vector>

namespace gatehouse::security {

// What a value is sealed as (SubjectKeys), so that none opens in another's place.
inline constexpr char TemplateContext[] = "face-template";
inline constexpr char PictureContext[] = "enrolled-picture"; // under the key of the consent to recognition
inline constexpr char PictureOnFileContext[] = "picture-on-file"; // around it, under that of the consent to a picture
inline constexpr char EvidenceContext[] = "evidence";
inline constexpr char ProofContext[] = "consent-proof";
inline constexpr char GuardianContext[] = "consent-guardian";
// Around what is sealed to the vault.
inline constexpr char IdNumberContext[] = "person-id-number";
inline constexpr char BirthDateContext[] = "person-birth-date";

// A template's values as the store keeps them: 32-bit floats, least significant byte first.
[[nodiscard]] QByteArray vectorBytes(const std::vector<float>& vector);
[[nodiscard]] std::vector<float> vectorFromBytes(const QByteArray& bytes);

} // namespace gatehouse::security
