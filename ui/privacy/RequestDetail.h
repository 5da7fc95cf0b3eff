#pragma once

#include "core/privacy/SubjectRequests.h"
#include "ui/privacy/FactColumn.h"

namespace gatehouse::ui {

// One request: whom it is about, what they ask for, by when, and what to do.
class RequestDetail : public FactColumn
{
    Q_OBJECT

public:
    RequestDetail(const SiteContext& context, const privacy::SubjectRequest& request, QWidget* parent = nullptr);
};

} // namespace gatehouse::ui
