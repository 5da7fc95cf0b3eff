#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QHash>
#include <QSize>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace gatehouse::vision {

enum class ChannelOrder { Grey, Bgr, Rgb };

// What a network wants to be fed: (value - mean) * scale for values 0..255, per channel in the given order.
struct ModelInput
{
    QSize size;
    ChannelOrder order = ChannelOrder::Bgr;
    double scale = 1;
    std::array<double, 3> mean {};
};

struct Model
{
    QString name;
    QString file; // absolute path
    QByteArray sha256; // of the file as it lies here, in hex
    QString package; // name@version it came from
    QString licence;
    QString origin;
    std::optional<ModelInput> input; // absent where the network takes any size or the file is no network
    QHash<QString, double> thresholds;
};

// The models set-up made ready (resources/models/catalogue.json), each pinned by SHA-256. Immutable; any thread.
// Errors: ModelMissing when the folder, the catalogue or a file is not there; ModelInvalid when a file is not the one
// the catalogue names, or the catalogue itself makes no sense. The detail says what to do.
class ModelCatalogue
{
public:
    // `folder` holds catalogue.json and the files: resourcePath(u"models") in the program.
    static Result<ModelCatalogue> create(const QString& folder);

    [[nodiscard]] const std::vector<Model>& models() const { return m_models; }
    [[nodiscard]] Result<Model> model(QStringView name) const;
    // The file's bytes, with the hash checked on exactly these bytes.
    [[nodiscard]] Result<QByteArray> load(QStringView name) const;
    [[nodiscard]] Result<double> threshold(QStringView model, QStringView threshold) const;

private:
    ModelCatalogue() = default;

    std::vector<Model> m_models;
};

} // namespace gatehouse::vision
