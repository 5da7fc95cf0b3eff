#include "core/vision/Network.h"

#include <QLoggingCategory>

#include <opencv2/dnn.hpp>
#include <utility>

namespace gatehouse::vision {

namespace {
Q_LOGGING_CATEGORY(networkLog, "gatehouse.vision.network")
}

struct Network::Engine
{
    QString name;
    cv::dnn::Net net;
    std::vector<cv::String> outputs;
};

Network::Network(std::unique_ptr<Engine> engine, ModelInput input)
    : m_engine(std::move(engine))
    , m_input(input)
{
}

Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;
Network::~Network() = default;

Result<Network> Network::load(const ModelCatalogue& catalogue, QStringView name, const std::vector<QString>& outputs)
{
    GATEHOUSE_TRY_ASSIGN(model, catalogue.model(name));
    GATEHOUSE_TRY_ASSIGN(bytes, catalogue.load(name));
    if (!model.input)
        return failure(ErrorCode::ModelInvalid, QStringLiteral("the catalogue has no input for %1").arg(name));
    auto engine = std::make_unique<Engine>();
    engine->name = name.toString();
    for (const QString& output : outputs)
        engine->outputs.push_back(output.toStdString());
    try {
        engine->net = cv::dnn::readNetFromONNX(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        engine->net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        engine->net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    } catch (const cv::Exception& exception) {
        return failure(ErrorCode::ModelInvalid,
            QStringLiteral("OpenCV cannot read %1: %2").arg(name, QString::fromStdString(exception.err)));
    }
    Network network(std::move(engine), *model.input);
    const int type = network.m_input.order == ChannelOrder::Grey ? CV_8UC1 : CV_8UC3;
    const QSize size = network.m_input.size;
    if (network.run(cv::Mat::zeros(size.height(), size.width(), type)).size() != outputs.size())
        return failure(ErrorCode::ModelInvalid, QStringLiteral("OpenCV cannot run %1").arg(name));
    return network;
}

std::vector<cv::Mat> Network::run(const cv::Mat& picture)
{
    const auto& mean = m_input.mean;
    std::vector<cv::Mat> results;
    try {
        m_engine->net.setInput(
            cv::dnn::blobFromImage(picture, m_input.scale, cv::Size(m_input.size.width(), m_input.size.height()),
                cv::Scalar(mean[0], mean[1], mean[2]), m_input.order == ChannelOrder::Rgb));
        m_engine->net.forward(results, m_engine->outputs);
    } catch (const cv::Exception& exception) {
        qCWarning(networkLog) << "OpenCV failed to run" << m_engine->name << exception.code;
        results.clear();
    }
    return results;
}

} // namespace gatehouse::vision
