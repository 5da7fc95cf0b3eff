#include "core/vision/ModelCatalogue.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace gatehouse::vision {

namespace {

constexpr int CatalogueVersion = 1;

QString remedy()
{
    return QStringLiteral("; run the set-up again, it fetches and checks the models");
}

Error invalidCatalogue(const QString& why)
{
    return failure(ErrorCode::ModelInvalid, QStringLiteral("the model catalogue %1").arg(why) + remedy());
}

std::optional<ModelInput> parseInput(const QJsonObject& object)
{
    ModelInput input;
    input.size = QSize(object.value(u"width").toInt(), object.value(u"height").toInt());
    input.scale = object.value(u"scale").toDouble();
    const QString order = object.value(u"order").toString();
    if (order == u"grey")
        input.order = ChannelOrder::Grey;
    else if (order == u"rgb")
        input.order = ChannelOrder::Rgb;
    else if (order != u"bgr")
        return std::nullopt;
    const QJsonArray mean = object.value(u"mean").toArray();
    if (mean.size() != object.value(u"channels").toInt() || mean.size() > 3)
        return std::nullopt;
    for (qsizetype index = 0; index < mean.size(); ++index)
        input.mean[static_cast<std::size_t>(index)] = mean.at(index).toDouble();
    if (input.size.isEmpty() || input.scale <= 0)
        return std::nullopt;
    return input;
}

// A file beside the catalogue: no folder, and none of the names that Qt looks up elsewhere (":", "prefix:").
bool isPlainFileName(const QString& name)
{
    static const QRegularExpression plain(
        QRegularExpression::anchoredPattern(QStringLiteral("[A-Za-z0-9_][A-Za-z0-9._-]*")));
    return plain.match(name).hasMatch();
}

Result<Model> parseModel(const QJsonObject& object, const QDir& folder)
{
    Model model;
    model.name = object.value(u"name").toString();
    const QString file = object.value(u"file").toString();
    model.file = folder.absoluteFilePath(file);
    model.sha256 = object.value(u"sha256").toString().toLatin1();
    model.package = object.value(u"package").toString();
    model.licence = object.value(u"licence").toString();
    model.origin = object.value(u"origin").toString();
    if (model.name.isEmpty() || !isPlainFileName(file) || model.sha256.size() != 64)
        return invalidCatalogue(QStringLiteral("has an entry without name, file or SHA-256"));
    if (object.contains(u"input")) {
        model.input = parseInput(object.value(u"input").toObject());
        if (!model.input)
            return invalidCatalogue(QStringLiteral("describes the input of %1 wrongly").arg(model.name));
    }
    const QJsonObject thresholds = object.value(u"thresholds").toObject();
    for (auto threshold = thresholds.begin(); threshold != thresholds.end(); ++threshold)
        model.thresholds.insert(threshold.key(), threshold.value().toDouble());
    return model;
}

} // namespace

Result<ModelCatalogue> ModelCatalogue::create(const QString& folder)
{
    const QDir directory(folder);
    QFile file(directory.filePath(QStringLiteral("catalogue.json")));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::ModelMissing, QStringLiteral("no model catalogue in %1").arg(folder) + remedy());
    QJsonParseError problem;
    const QJsonObject root = QJsonDocument::fromJson(file.readAll(), &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return invalidCatalogue(QStringLiteral("is not JSON (%1)").arg(problem.errorString()));
    if (root.value(u"version").toInt() != CatalogueVersion)
        return invalidCatalogue(QStringLiteral("is of another version"));

    ModelCatalogue catalogue;
    const QJsonArray entries = root.value(u"models").toArray();
    for (const QJsonValue& entry : entries) {
        GATEHOUSE_TRY_ASSIGN(model, parseModel(entry.toObject(), directory));
        if (catalogue.model(model.name))
            return invalidCatalogue(QStringLiteral("names %1 twice").arg(model.name));
        catalogue.m_models.push_back(std::move(model));
    }
    return catalogue;
}

Result<Model> ModelCatalogue::model(QStringView name) const
{
    const auto found = std::ranges::find_if(m_models, [&](const Model& model) { return model.name == name; });
    if (found == m_models.end())
        return failure(ErrorCode::ModelMissing, QStringLiteral("the catalogue has no model %1").arg(name) + remedy());
    return *found;
}

Result<QByteArray> ModelCatalogue::load(QStringView name) const
{
    GATEHOUSE_TRY_ASSIGN(entry, model(name));
    QFile file(entry.file);
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorCode::ModelMissing, QStringLiteral("the file of model %1 is not there").arg(name) + remedy());
    QByteArray bytes = file.readAll();
    if (QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex() != entry.sha256) {
        return failure(ErrorCode::ModelInvalid,
            QStringLiteral("the file of model %1 is not the one the catalogue names").arg(name) + remedy());
    }
    return bytes;
}

Result<double> ModelCatalogue::threshold(QStringView modelName, QStringView name) const
{
    GATEHOUSE_TRY_ASSIGN(entry, model(modelName));
    const auto found = entry.thresholds.constFind(name.toString());
    if (found == entry.thresholds.constEnd())
        return invalidCatalogue(QStringLiteral("has no threshold %1 for %2").arg(name, modelName));
    return *found;
}

} // namespace gatehouse::vision
