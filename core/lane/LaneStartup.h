#pragma once

#include "core/lane/LaneAnalyser.h"
#include "core/lane/LaneKnowledge.h"
#include "core/lane/LaneRuntime.h"

#include <map>
#include <memory>

namespace gatehouse::lane {

// What takes time before lanes can run, done before they start: networks loaded, knowledge read.
struct LaneStartup
{
    LaneRuntime::Setup setup;
    std::map<LaneId, std::unique_ptr<LaneAnalyser>> analysers; // of the enabled lanes
    SharedKnowledge knowledge;
};

} // namespace gatehouse::lane
