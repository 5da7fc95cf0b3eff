#pragma once

#include "core/base/Result.h"
#include "core/privacy/Subject.h"

#include <CLI/App.hpp>
#include <string>

namespace gatehouse::ctl {

// Whom a command is about: --person N, --vehicle N or --plate TEXT (registered or not).
struct SubjectOptions
{
    qint64 person = 0;
    qint64 vehicle = 0;
    std::string plate;

    void addTo(CLI::App& command);
    // InvalidArgument when it is not exactly one of the three.
    [[nodiscard]] Result<privacy::Subject> subject() const;
};

} // namespace gatehouse::ctl
