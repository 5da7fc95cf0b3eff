#pragma once

#include <QHashFunctions>
#include <QMetaType>

#include <compare>

namespace gatehouse {

// A row's number, told apart by type: a PersonId is never a LaneId. 0 means "no row yet".
template <typename Tag>
class Id
{
public:
    constexpr Id() = default;
    constexpr explicit Id(qint64 value)
        : m_value(value)
    {
    }

    [[nodiscard]] constexpr qint64 value() const { return m_value; }
    [[nodiscard]] constexpr bool isValid() const { return m_value > 0; }
    friend constexpr auto operator<=>(Id, Id) = default;
    friend size_t qHash(Id id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    qint64 m_value = 0;
};

// Ids live here so that features can name each other's things without including each other.
using OperatorId = Id<struct OperatorTag>;
using PersonId = Id<struct PersonTag>;
using VehicleId = Id<struct VehicleTag>;
using GroupId = Id<struct GroupTag>;
using ConsentId = Id<struct ConsentTag>;
using TemplateId = Id<struct TemplateTag>;
using ZoneId = Id<struct ZoneTag>;
using ScheduleId = Id<struct ScheduleTag>;
using RuleId = Id<struct RuleTag>;
using CameraId = Id<struct CameraTag>;
using GateId = Id<struct GateTag>;
using LaneId = Id<struct LaneTag>;
using EvidenceId = Id<struct EvidenceTag>;
using EventId = Id<struct EventTag>;

} // namespace gatehouse
