ALTER TABLE `tally` ADD `day` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `tally` ADD `of_day` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `tally` ADD `of_day_before` integer DEFAULT 0 NOT NULL;