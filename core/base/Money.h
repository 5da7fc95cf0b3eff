#pragma once

#include <QString>

#include <compare>

namespace gatehouse {

// An amount in minor units of an ISO 4217 currency (cents, fen); never a floating-point number.
struct Money
{
    qint64 minorUnits = 0;
    QString currency;

    friend bool operator==(const Money&, const Money&) = default;
};

} // namespace gatehouse
