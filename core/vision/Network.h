#pragma once

#include "core/base/Result.h"
#include "core/vision/ModelCatalogue.h"

#include <memory>
#include <vector>

namespace cv {
class Mat;
}

namespace gatehouse::vision {

// One network of the catalogue with a fixed input, run on the CPU by OpenCV. Internal to core/vision. Owned by one
// thread; moving it is cheap. Loading runs it once on an empty picture, so a network that OpenCV cannot run is refused
// there and not at the gate.
class Network
{
public:
    // `outputs` are the names of the graph's outputs, in the order run() gives them. ModelMissing, ModelInvalid.
    static Result<Network> load(const ModelCatalogue& catalogue, QStringView name, const std::vector<QString>& outputs);
    Network(Network&&) noexcept;
    Network& operator=(Network&&) noexcept;
    ~Network();

    [[nodiscard]] const ModelInput& input() const { return m_input; }

    // `picture` is 8 bit, BGR (or grey where the network takes grey) and of the input's size; mean, scale and channel
    // order are applied here. The outputs as 32-bit float, valid until the next run; empty when OpenCV failed, which is
    // logged.
    [[nodiscard]] std::vector<cv::Mat> run(const cv::Mat& picture);

private:
    struct Engine;
    Network(std::unique_ptr<Engine> engine, ModelInput input);

    std::unique_ptr<Engine> m_engine;
    ModelInput m_input;
};

} // namespace gatehouse::vision
