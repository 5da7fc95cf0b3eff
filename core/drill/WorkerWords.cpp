#include "core/drill/ScratchDrill.h"

#include <QJsonDocument>

#include <utility>

namespace gatehouse::drill {

namespace {

constexpr std::pair<WorkerNews::Kind, QLatin1StringView> NewsCodes[] = {
    { WorkerNews::Kind::Begins, QLatin1StringView("begins") },
    { WorkerNews::Kind::Ends, QLatin1StringView("ends") },
    { WorkerNews::Kind::Learnt, QLatin1StringView("learnt") },
    { WorkerNews::Kind::Socket, QLatin1StringView("socket") },
    { WorkerNews::Kind::OpenFile, QLatin1StringView("open-file") },
    { WorkerNews::Kind::MemoryOpen, QLatin1StringView("memory-open") },
};

} // namespace

QByteArray WorkerOrder::toJson() const
{
    return QJsonDocument(
        QJsonObject { { QStringLiteral("seed"), QString::number(seed) }, { QStringLiteral("persons"), persons },
            { QStringLiteral("films"), withFilms }, { QStringLiteral("crash"), endsInCrash },
            { QStringLiteral("site"), site }, { QStringLiteral("input"), input } })
        .toJson(QJsonDocument::Compact);
}

std::optional<WorkerOrder> WorkerOrder::fromJson(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    WorkerOrder order;
    order.seed = object.value(QStringLiteral("seed")).toString().toULongLong();
    order.persons = object.value(QStringLiteral("persons")).toInt();
    order.withFilms = object.value(QStringLiteral("films")).toBool();
    order.endsInCrash = object.value(QStringLiteral("crash")).toBool();
    order.site = object.value(QStringLiteral("site")).toString();
    order.input = object.value(QStringLiteral("input")).toString();
    return order.site.isEmpty() || order.input.isEmpty() ? std::nullopt : std::optional(order);
}

QByteArray WorkerNews::toJsonLine() const
{
    QJsonObject object { { QStringLiteral("text"), text }, { QStringLiteral("done"), done },
        { QStringLiteral("total"), total } };
    for (const auto& [known, code] : NewsCodes) {
        if (known == kind)
            object.insert(QStringLiteral("news"), code);
    }
    if (kind == Kind::Ends)
        object.insert(QStringLiteral("error"), error);
    if (kind == Kind::Learnt) {
        object.insert(QStringLiteral("canary"), canaryKindCode(canary));
        object.insert(QStringLiteral("bytes"), QString::fromLatin1(bytes.toBase64()));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<WorkerNews> WorkerNews::fromJsonLine(const QByteArray& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const QString code = object.value(QStringLiteral("news")).toString();
    for (const auto& [kind, known] : NewsCodes) {
        if (known != code)
            continue;
        WorkerNews news;
        news.kind = kind;
        news.text = object.value(QStringLiteral("text")).toString();
        news.error = object.value(QStringLiteral("error")).toString();
        news.done = object.value(QStringLiteral("done")).toInt();
        news.total = object.value(QStringLiteral("total")).toInt();
        news.canary =
            canaryKindFromCode(object.value(QStringLiteral("canary")).toString()).value_or(CanaryKind::Secret);
        news.bytes = QByteArray::fromBase64(object.value(QStringLiteral("bytes")).toString().toLatin1());
        return news;
    }
    return std::nullopt;
}

} // namespace gatehouse::drill
