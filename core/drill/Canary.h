#pragma once

#include "core/base/PlateText.h"
#include "core/base/Region.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace gatehouse::drill {

// What is planted to see whether it comes out anywhere.
enum class CanaryKind { Name, ResidentId, Plate, Picture, Template, Secret };

inline constexpr CanaryKind AllCanaryKinds[] = { CanaryKind::Name, CanaryKind::ResidentId, CanaryKind::Plate,
    CanaryKind::Picture, CanaryKind::Template, CanaryKind::Secret };

// "name", "resident-id", "plate", "picture", "template", "secret" (a passphrase, a camera's password).
[[nodiscard]] QString canaryKindCode(CanaryKind kind);
[[nodiscard]] std::optional<CanaryKind> canaryKindFromCode(QStringView code);

// Somebody who does not exist, made of chance: five canaries of the kinds above but Secret. No part of them stands in
// any file by accident.
struct CanaryPerson
{
    static constexpr int Canaries = 5;

    QString reference; // says nothing, and is no canary
    QString givenName; // 10 letters each
    QString familyName;
    QString residentId; // 18 digits
    PlateText plate; // 8 characters
    Region plateRegion = Region::China;
    QByteArray picture; // JPEG of noise
    std::vector<float> face; // unit length, vision::FaceVector's 128 numbers

    [[nodiscard]] QString name() const { return givenName + QLatin1Char(' ') + familyName; }
};

// `count` of them; the same seed gives the same people in every process of this machine. Any thread.
[[nodiscard]] QList<CanaryPerson> canaryPersons(quint64 seed, int count);

// A passphrase of the drill's operators, by number: 25 letters.
[[nodiscard]] QString canaryPassphrase(quint64 seed, int number);

} // namespace gatehouse::drill
