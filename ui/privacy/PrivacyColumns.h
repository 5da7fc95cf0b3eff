#pragma once

#include "core/privacy/Certificate.h"
#include "core/privacy/RetentionBook.h"
#include "core/privacy/SubjectRequests.h"
#include "ui/common/PagedTableModel.h"
#include "ui/common/SiteContext.h"

namespace gatehouse::ui {

// The columns of the three lists of the privacy page. `names` outlives the model.
[[nodiscard]] PagedTableModel<privacy::SubjectRequest>::Columns requestColumns(const SiteContext& context);
[[nodiscard]] PagedTableModel<privacy::RetentionLine>::Columns retentionColumns(const SiteContext& context);
[[nodiscard]] PagedTableModel<privacy::Certificate>::Columns certificateColumns(
    const SiteContext& context, const QHash<OperatorId, QString>& names);

} // namespace gatehouse::ui
