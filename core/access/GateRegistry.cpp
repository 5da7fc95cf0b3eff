#include "core/access/GateRegistry.h"

#include "core/access/AccessNames.h"
#include "core/security/RegistryChange.h"

namespace gatehouse::access {

using security::ActingOperator;
using security::Permission;
using security::RecordKind;
using security::RegistryChange;

namespace {

constexpr QByteArrayView GateNamed = "SELECT id FROM gates WHERE name = ?1";

// The host stays out: an address is none of the trail's business.
QJsonObject gateAsCodes(const GateSettings& settings)
{
    QJsonObject codes { { QStringLiteral("kind"), gateKindCode(settings.kind) },
        { QStringLiteral("pulse"), settings.pulseMilliseconds } };
    if (settings.kind == GateKind::ModbusTcp) {
        codes.insert(QStringLiteral("unit"), settings.unit);
        codes.insert(QStringLiteral("coil"), settings.coil);
        codes.insert(QStringLiteral("timeout"), settings.timeoutMilliseconds);
        if (settings.feedbackInput)
            codes.insert(QStringLiteral("feedback"), *settings.feedbackInput);
    }
    return codes;
}

Result<GateSettings> checkedGate(store::Database& database, const GateSettings& draft)
{
    GateSettings checked = draft;
    checked.host = draft.host.trimmed();
    GATEHOUSE_TRY_ASSIGN(name, checkedName(database, GateNamed, draft.name, draft.id.value()));
    checked.name = name;
    GATEHOUSE_TRY(checkGateSettings(checked));
    return checked;
}

void bindGate(store::Statement& statement, const GateSettings& settings)
{
    statement.bindAll(settings.name, gateKindCode(settings.kind), settings.host, settings.port, settings.unit,
        settings.coil, settings.pulseMilliseconds, settings.feedbackInput, settings.timeoutMilliseconds);
}

Result<QList<GateSettings>> readGates(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare("SELECT id, name, kind, host, port, unit, coil, pulse_ms, feedback_input, timeout_ms, "
                         "version FROM gates ORDER BY name"));
    QList<GateSettings> gates;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(hasRow, rows.step());
        if (!hasRow)
            return gates;
        const auto number = [&rows](int column) { return static_cast<int>(rows.integer(column)); };
        GateSettings gate;
        gate.id = rows.id<GateId>(0);
        gate.name = rows.text(1);
        const auto kind = gateKindFromCode(rows.text(2));
        if (!kind)
            return failure(ErrorCode::FormatInvalid, QStringLiteral("gate %1").arg(gate.id.value()));
        gate.kind = *kind;
        gate.host = rows.text(3);
        gate.port = number(4);
        gate.unit = number(5);
        gate.coil = number(6);
        gate.pulseMilliseconds = number(7);
        if (!rows.isNull(8))
            gate.feedbackInput = number(8);
        gate.timeoutMilliseconds = number(9);
        gate.version = RowVersion(rows.integer(10));
        gates.append(gate);
    }
}

} // namespace

GateRegistry::GateRegistry(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<QList<GateSettings>> GateRegistry::list(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ViewDevices));
    return readGates(m_database);
}

Result<GateId> GateRegistry::add(const ActingOperator& actor, const GateSettings& draft)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Gate));
    GateSettings added = draft;
    added.id = {};
    GATEHOUSE_TRY_ASSIGN(checked, checkedGate(m_database, added));
    GATEHOUSE_TRY_ASSIGN(insert,
        m_database.prepare("INSERT INTO gates (name, kind, host, port, unit, coil, pulse_ms, feedback_input, "
                           "timeout_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"));
    bindGate(insert, checked);
    GATEHOUSE_TRY(insert.run());
    const GateId id(m_database.lastInsertId());
    GATEHOUSE_TRY(change.commit(QLatin1StringView("add"), id.value(), gateAsCodes(checked)));
    return id;
}

Result<void> GateRegistry::update(const ActingOperator& actor, const GateSettings& settings)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Gate));
    GATEHOUSE_TRY(change.claim(settings.id.value(), settings.version));
    GATEHOUSE_TRY_ASSIGN(checked, checkedGate(m_database, settings));
    GATEHOUSE_TRY_ASSIGN(update,
        m_database.prepare("UPDATE gates SET name = ?1, kind = ?2, host = ?3, port = ?4, unit = ?5, coil = ?6, "
                           "pulse_ms = ?7, feedback_input = ?8, timeout_ms = ?9 WHERE id = ?10"));
    bindGate(update, checked);
    update.bind(10, settings.id);
    GATEHOUSE_TRY(update.run());
    return change.commit(QLatin1StringView("update"), settings.id.value(), gateAsCodes(checked));
}

Result<void> GateRegistry::remove(const ActingOperator& actor, GateId id)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Gate));
    GATEHOUSE_TRY(change.deleteRow(id.value()));
    return change.commit(QLatin1StringView("remove"), id.value());
}

Result<GateSettings> GateRegistry::beginTestOpening(const ActingOperator& actor, GateId id)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Gate));
    GATEHOUSE_TRY_ASSIGN(gates, readGates(m_database));
    for (const GateSettings& gate : std::as_const(gates)) {
        if (gate.id != id)
            continue;
        GATEHOUSE_TRY(change.commit(QLatin1StringView("test-open"), id.value()));
        return gate;
    }
    return failure(ErrorCode::NotFound, QStringLiteral("gate"));
}

Result<void> GateRegistry::endTestOpening(const ActingOperator& actor, GateId id, const Result<void>& outcome)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Gate));
    const QString word = outcome ? QStringLiteral("opened") : QString(errorCodeName(outcome.error().code));
    return change.commit(QLatin1StringView("test-result"), id.value(), { { QStringLiteral("outcome"), word } });
}

} // namespace gatehouse::access
