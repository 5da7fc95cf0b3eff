#include "core/vision/VisionThreads.h"

#include <opencv2/core/utility.hpp>

namespace gatehouse::vision {

void setThreadsPerNetwork(int count)
{
    cv::setNumThreads(count);
}

} // namespace gatehouse::vision
