#pragma once

#include "ui/common/SiteContext.h"

#include <QWidget>

#include <vector>

namespace gatehouse::ui {

// What F1 shows beside the page: every key, and the first things to know.
class HelpBody : public QWidget
{
    Q_OBJECT

public:
    HelpBody(const Appearance& appearance, const std::vector<PageEntry>& pages, QWidget* parent = nullptr);
};

} // namespace gatehouse::ui
